import { cellId, type Cell } from '../../domain/run/plan.ts';
import { smallestP } from '../tests/rank-test.ts';
import { usualAlpha } from '../tests/verdict.ts';

/** A cell, and the one that it is held against. */
export interface ComparedCells {
  readonly cell: Cell;
  readonly baseline: Cell;
}

/**
 * By cell, of both sides of every comparison: in how many rounds it has to be measured until its comparison can claim a
 * difference at all, be it as large as it may. All comparisons are one family: even samples that are perfectly separated have
 * to pass the first step of Holm's correction. A cell that is compared with nothing is not there.
 */
export function roundsForVerdict(comparisons: readonly ComparedCells[]): ReadonlyMap<string, number> {
  const rounds = roundsOfFamily(comparisons.length);
  return new Map(
    comparisons.flatMap(({ cell, baseline }) => [cell, baseline].map((one) => [cellId(one), rounds])),
  );
}

function roundsOfFamily(familySize: number): number {
  let rounds = 1;
  while (smallestP(rounds, rounds) > usualAlpha / familySize) rounds += 1;
  return rounds;
}
