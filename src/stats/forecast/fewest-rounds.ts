import { refuseNaN } from '../refuse-nan.ts';
import { smallestFlipP } from '../tests/round-flips.ts';
import { usualAlpha } from '../tests/verdict.ts';

/**
 * The fewest rounds with which a comparison within a run can get a verdict: 6 at 5 %. It is the same for any number of comparisons
 * and cells: all are tested by one flip of the rounds, so the smallest p is the same with and without correction.
 */
export function fewestRounds(alpha = usualAlpha): number {
  refuseNaN('alpha', alpha);
  let rounds = 1;
  while (smallestFlipP(rounds) > alpha) rounds += 1;
  return rounds;
}
