import { refuseNaN } from '../refuse-nan.ts';
import { normalProbability } from './normal-probability.ts';
import { rankSumCounts } from './rank-sum-counts.ts';

/** Up to so many samples on both sides together every assignment is counted; that takes some 10 ms at most. */
const countedUpTo = 100;

/**
 * The smallest two-sided p the rank test can give with so many samples a side, without ties:
 * 2 ÷ C(nA + nB, nA), at most 1.
 */
export function smallestP(nA: number, nB: number): number {
  refuseNaN('nA', nA);
  refuseNaN('nB', nB);
  let p = 2;
  for (let i = 1; i <= nA; i += 1) p *= i / (nB + i);
  return Math.min(1, p);
}

/**
 * Two-sided rank test of Wilcoxon (1945) and Mann & Whitney (1947): the probability of a rank sum at least as far from
 * its mean if the samples could as well have been assigned to the sides by lot. `exact`: counted over all assignments,
 * with midranks for ties, as R's `coin::wilcox_test(distribution = "exact")` does; above 100 samples by the normal
 * approximation with corrections for ties and continuity. p = 1 where a side is empty or all samples are equal.
 */
export function rankTest(a: readonly number[], b: readonly number[]): { p: number; exact: boolean } {
  refuseNaN('a', a);
  refuseNaN('b', b);
  if (a.length === 0 || b.length === 0) return { p: 1, exact: true };
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const ranks = doubledRanks([...few, ...many]);
  return ranks.length <= countedUpTo
    ? { p: countedP(ranks, few.length), exact: true }
    : { p: approximateP(ranks, few.length), exact: false };
}

/** The side are the first `size` of the doubled ranks. */
function countedP(doubled: readonly number[], size: number): number {
  const tied = doubled.some((rank) => rank % 2 === 1) || new Set(doubled).size < doubled.length;
  const scale = tied ? 1 : 2;
  const ranks = doubled.map((rank) => rank / scale);
  const counts = rankSumCounts(ranks, size);
  const twiceTheMean = (size * (doubled.length + 1) * 2) / scale;
  const distance = (sum: number): number => Math.abs(2 * sum - twiceTheMean);
  const found = distance(rankSum(ranks, size));
  let all = 0;
  let asFar = 0;
  counts.forEach((count, sum) => {
    all += count;
    if (distance(sum) >= found) asFar += count;
  });
  return Math.min(1, asFar / all);
}

function approximateP(doubled: readonly number[], size: number): number {
  const n = doubled.length;
  const ties = [...Map.groupBy(doubled, (rank) => rank).values()].reduce(
    (sum, { length }) => sum + length ** 3 - length,
    0,
  );
  const variance = ((size * (n - size)) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (variance <= 0) return 1;
  const distance = Math.abs(rankSum(doubled, size) / 2 - (size * (n + 1)) / 2);
  const z = Math.max(0, distance - 0.5) / Math.sqrt(variance);
  return Math.min(1, Math.max(smallestP(size, n - size), 2 * (1 - normalProbability(z))));
}

const rankSum = (ranks: readonly number[], size: number): number =>
  ranks.slice(0, size).reduce((sum, rank) => sum + rank, 0);

/** Twice the rank of every value, in input order: whole numbers even where ties share the mean of their ranks. */
export function doubledRanks(values: readonly number[]): number[] {
  refuseNaN('values', values);
  const order = [...values.keys()].sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  const ranks = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1] ?? 0] === values[order[first] ?? 0]) last += 1;
    for (const index of order.slice(first, last + 1)) ranks[index] = first + last + 2;
    first = last + 1;
  }
  return ranks;
}
