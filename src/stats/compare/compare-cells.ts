import type { Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { cellFacts } from '../samples/cell-facts.ts';
import { onOneMachine } from '../samples/machines.ts';
import { baselinePairs } from '../samples/baseline-pairs.ts';
import { comparePairsWithin, type CellComparison, type CellPair } from './compare-pairs.ts';

/**
 * Holds every cell of a run whose strategy has a baseline against the same app and scenario of that baseline, in the order
 * of the plan. Times are those of rounds in which both were measured: with --until and --budget, and where builds fail, one
 * side has rounds that the other has not, and drift would be taken for a difference. Cells that two machines have measured are not
 * compared.
 */
export async function compareCells(
  run: {
    readonly cells: readonly Cell[];
    readonly builds: readonly KeptBuild[];
    readonly images: readonly ImageRow[];
  },
  baselineOf: ReadonlyMap<string, string>,
  seed: number,
  breathe: () => Promise<void>,
): Promise<CellComparison[]> {
  const facts = cellFacts(run.builds, run.images);
  const isComparable = onOneMachine(run.builds);
  const pairs = baselinePairs(run.cells, baselineOf)
    .filter(({ cell, baseline }) => isComparable(cell, baseline))
    .map((pair): CellPair => ({ ...pair, facts: facts(pair.cell), baselineFacts: facts(pair.baseline) }));
  return comparePairsWithin(pairs, seed, breathe);
}
