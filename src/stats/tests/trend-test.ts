import { refuseNaN } from '../refuse-nan.ts';
import { normalProbability } from './normal-probability.ts';
import { rankSumCounts } from './rank-sum-counts.ts';

/** Up to so many values every order is counted. */
const countedUpTo = 60;

/**
 * Two-sided p of a rising or falling trend in values in order of time: S = rises − falls over all pairs against its
 * distribution over all orders of the same values, ties included (Mann, Econometrica 13 (1945) 245-259; Kendall). Exact
 * up to 60 values, above by the normal approximation with correction for ties. 1 where all values are equal.
 */
export function trendTest(values: readonly number[]): number {
  refuseNaN('values', values);
  const groups = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);
  if (groups.length < 2) return 1;
  const s = values.reduce(
    (total, value, index) =>
      total + values.slice(index + 1).reduce((sum, later) => sum + Math.sign(later - value), 0),
    0,
  );
  return values.length <= countedUpTo ? countedP(s, groups) : approximateP(s, values.length, groups);
}

/**
 * S = pairs of different values − 2·inversions, and the inversions of a multiset are those among its groups one after
 * the other: each group is placed among the values before it like one side of a rank test.
 */
function countedP(s: number, groups: readonly number[]): number {
  let inversions = Float64Array.of(1);
  let seen = 0;
  for (const size of groups) {
    seen += size;
    const ranks = Array.from({ length: seen }, (_, rank) => rank);
    inversions = convolve(inversions, rankSumCounts(ranks, size).subarray((size * (size - 1)) / 2));
  }
  const pairs = inversions.length - 1;
  let all = 0;
  let asFar = 0;
  inversions.forEach((count, index) => {
    all += count;
    if (Math.abs(pairs - 2 * index) >= Math.abs(s)) asFar += count;
  });
  return Math.min(1, asFar / all);
}

function convolve(one: Float64Array, other: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(one.length + other.length - 1);
  one.forEach((a, index) => {
    other.forEach((b, offset) => {
      result[index + offset] = (result[index + offset] ?? 0) + a * b;
    });
  });
  return result;
}

function approximateP(s: number, n: number, groups: readonly number[]): number {
  const weight = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance = groups.reduce((rest, size) => rest - weight(size), weight(n)) / 18;
  return Math.min(1, 2 * (1 - normalProbability(Math.abs(s) / Math.sqrt(variance))));
}
