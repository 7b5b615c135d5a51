import { probit } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import { rankSumCounts } from '../tests/rank-sum-counts.ts';
import { smallestP } from '../tests/rank-test.ts';

/** Up to so many samples a side the null distribution is counted, as the test counts it. */
const countedUpTo = 40;

/**
 * The largest Mann-Whitney U with a two-sided p ≤ alpha for `n` samples a side without ties: U = 0 is every sample of
 * one side before every one of the other. `undefined` where even that has a larger p. Above 40 a side by the normal
 * approximation.
 */
export function criticalU(n: number, alpha: number): number | undefined {
  refuseNaN('n', n);
  refuseNaN('alpha', alpha);
  if (n < 1 || smallestP(n, n) > alpha) return undefined;
  if (n > countedUpTo) {
    const spread = Math.sqrt((n ** 2 * (2 * n + 1)) / 12);
    return Math.max(0, Math.floor(n ** 2 / 2 - 0.5 - probit(1 - alpha / 2) * spread));
  }
  // Ranks from 0: the smallest sum is that of 0 to n − 1.
  const ranks = Array.from({ length: 2 * n }, (_, rank) => rank);
  const counts = rankSumCounts(ranks, n).subarray((n * (n - 1)) / 2);
  const all = counts.reduce((sum, count) => sum + count, 0);
  let tail = 0;
  return counts.findIndex((count) => (2 * (tail += count)) / all > alpha) - 1;
}
