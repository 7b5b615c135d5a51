import { cellId } from '../../domain/run/plan.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';

/** The cells of a row of a comparison: both names, where they are not the same. */
export function rowLabel({ cell, baseline }: Pick<CellComparison, 'cell' | 'baseline'>): string {
  const [a, b] = [cellId(baseline), cellId(cell)];
  return a === b ? a : `${a} → ${b}`;
}
