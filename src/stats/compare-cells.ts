import { cellId, type Cell } from '../domain/plan.ts';
import type { BuildRow, ImageRow } from '../record/rows.ts';
import { cellFacts } from './cell-facts.ts';
import { comparePairs, type CellComparison, type CellPair } from './compare-pairs.ts';

/**
 * Holds every cell of a run whose strategy has a baseline against the same app and scenario of that baseline, in the order
 * of the plan.
 */
export async function compareCells(
  run: {
    readonly cells: readonly Cell[];
    readonly builds: readonly BuildRow[];
    readonly images: readonly ImageRow[];
  },
  baselineOf: ReadonlyMap<string, string>,
  seed: number,
  breathe: () => Promise<void>,
): Promise<CellComparison[]> {
  const facts = cellFacts(run.builds, run.images);
  const planned = new Set(run.cells.map(cellId));
  const pairs = run.cells.flatMap((cell): CellPair[] => {
    const strategy = baselineOf.get(cell.strategy);
    if (strategy === undefined) return [];
    const baseline = { ...cell, strategy };
    if (!planned.has(cellId(baseline))) return [];
    return [{ cell, baseline, facts: facts(cell), baselineFacts: facts(baseline) }];
  });
  return comparePairs(pairs, seed, breathe);
}
