import type { Sources } from '../table.ts';
import { measuredOn } from './measured-where.ts';

/**
 * Where the numbers of a table are from: the run, when and on what it was measured, its bases and samples. Every table of a run
 * says it.
 */
export function provenance({ rows, analysis }: Sources['run']): string {
  const { manifest, images } = rows;
  const { plan, runId } = manifest;
  const counts = Map.groupBy(
    images.flatMap(({ base_source: source }) => (source === undefined ? [] : [source])),
    (source) => source,
  );
  const bases = [...counts].map(([source, list]) => `${list.length} on ${source} bases`).join(', ');
  const samples = analysis.summary.reduce((total, row) => total + row.samples, 0);
  return (
    `${measuredOn(manifest)}; run ${runId}; ${images.length} images: ${bases}; ` +
    `${plan.rounds} rounds, ${samples} samples, seed ${plan.seed}.`
  );
}
