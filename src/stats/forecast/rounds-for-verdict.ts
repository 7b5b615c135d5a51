import { cellId, type Cell } from '../../domain/run/plan.ts';
import { fewestRounds } from './fewest-rounds.ts';

/** A cell, and the one that it is held against. */
export interface ComparedCells {
  readonly cell: Cell;
  readonly baseline: Cell;
}

/**
 * By cell, of both sides of every comparison: in how many rounds it has to be measured until its comparison can claim a
 * difference at all, be it as large as it may. A cell that is compared with nothing is not there.
 */
export function roundsForVerdict(comparisons: readonly ComparedCells[]): ReadonlyMap<string, number> {
  const rounds = fewestRounds();
  return new Map(
    comparisons.flatMap(({ cell, baseline }) => [cell, baseline].map((one) => [cellId(one), rounds])),
  );
}
