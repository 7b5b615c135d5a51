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
  const bases = [...counts].map(
    ([source, list]) => `${list.length} on ${list.length === 1 ? `a ${source} base` : `${source} bases`}`,
  );
  const samples = analysis.summary.reduce((total, row) => total + row.samples, 0);
  return (
    `${measuredOn(manifest)}; run ${runId}; ${counted(images.length, 'image')}${bases.length === 0 ? '' : `: ${bases.join(', ')}`}; ` +
    `${counted(plan.rounds, 'round')}, ${counted(samples, 'sample')}, seed ${plan.seed}.`
  );
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
