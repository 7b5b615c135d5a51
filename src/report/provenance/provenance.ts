import type { Sources } from '../table.ts';
import { counted } from '../words/counted.ts';
import { measuredOn } from './measured-where.ts';

/**
 * Where the numbers of a table are from: the run, when and on what it was measured, its bases and samples. Every table of a run
 * says it.
 */
export function provenance({ rows, analysis }: Sources['run']): string {
  const { manifest, images } = rows;
  const { plan, runId } = manifest;
  // In one order, whatever comes first in a selection.
  const bases = (['registry', 'local', 'substitute'] as const).flatMap((source) => {
    const count = images.filter((image) => image.base_source === source).length;
    return count === 0 ? [] : [`${count} on ${count === 1 ? `a ${source} base` : `${source} bases`}`];
  });
  const samples = analysis.summary.reduce((total, row) => total + row.samples, 0);
  return (
    `${measuredOn(manifest)}; run ${runId}; ${counted(images.length, 'image')}${bases.length === 0 ? '' : `: ${bases.join(', ')}`}; ` +
    `${counted(plan.rounds, 'round')}, ${counted(samples, 'sample')}, seed ${plan.seed}.`
  );
}
