import { variantId, type Plan, type Variant } from '../../domain/run/plan.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import { plannedRounds } from './planned-rounds.ts';

/**
 * Cells that were built and have fewer samples than rounds were planned for them in the end, because builds failed or did
 * not count. Rounds that a budget or a stop has taken out of the plan are not missing.
 */
export function shortCells(plan: Plan, summary: readonly SummaryRow[]): SummaryRow[] {
  const planned = plannedRounds(plan);
  return summary.filter((row) => row.state === 'built' && row.samples < planned(row).length);
}

/**
 * Whether every cell has all the samples that were planned of it, and every image that works was read. The control is of no cell: where it failed, they lack
 * nothing but a column, and a footnote says so. Of a variant that may fail nothing is demanded.
 */
export function isComplete(
  { plan, mayFail = [] }: Pick<RunManifest, 'plan' | 'mayFail'>,
  summary: readonly SummaryRow[],
  images: readonly (Variant & Pick<ImageRow, 'state'>)[],
): boolean {
  const counts = (variant: Variant): boolean => !mayFail.includes(variantId(variant));
  const wanted = summary.filter(counts);
  return (
    wanted.every(({ state }) => state === 'built') &&
    shortCells(plan, wanted).length === 0 &&
    images.filter(counts).every(({ state }) => state !== 'unread')
  );
}
