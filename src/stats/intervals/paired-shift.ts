import type { Interval } from '../../domain/run/comparison.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { normalProbability } from '../tests/normal-probability.ts';
import { signedRankProbabilities } from './signed-rank-probabilities.ts';

/** By how much one side of pairs lies above the other, in the unit of the differences. */
export interface PairedShift {
  /** Hodges-Lehmann: the median of the Walsh averages. */
  readonly estimate: number;
  /** Absent where so few differences have none at the level. */
  readonly interval?: Interval;
}

/** How the interval of a ratio within a run is found, for the reader of a table. */
export const shiftMethod = 'exact signed ranks (Hodges & Lehmann 1963)';

/** Up to so many differences ranks are counted; above, the sum of ranks is taken as normal. */
const countedUpTo = 100;
/** Up to so many differences all Walsh averages are made and sorted. */
const sortedUpTo = 200;

/**
 * The shift of paired differences: the median of their Walsh averages (the means of any two of them, and each by itself),
 * and between which of these averages it lies at `level` (0.5 to below 1), by the exact counts of the signed-rank
 * test (Hodges & Lehmann, Annals of Mathematical Statistics 34 (1963) 598-611; R's
 * `wilcox.test(conf.int = TRUE, exact = TRUE)`). It supposes that the differences scatter alike to both sides of the shift, as
 * those of two times with noise of one shape do. `undefined` without any difference; an interval of 95 % takes 6.
 */
export function pairedShift(differences: readonly number[], level = 0.95): PairedShift | undefined {
  refuseNaN('differences', differences);
  refuseNaN('level', level);
  const n = differences.length;
  if (n === 0) return undefined;
  const average = n <= sortedUpTo ? walshAverages(differences) : walshAveragesOfMany(differences);
  const count = (n * (n + 1)) / 2;
  const estimate = (average(Math.ceil(count / 2)) + average(Math.floor(count / 2) + 1)) / 2;
  const outer = outerAverage(n, 1 - level);
  if (outer === 0) return { estimate };
  return { estimate, interval: { low: average(outer), high: average(count + 1 - outer) } };
}

/** The k-th smallest Walsh average, k from 1. */
type WalshAverage = (k: number) => number;

function walshAverages(differences: readonly number[]): WalshAverage {
  const n = differences.length;
  const averages = new Float64Array((n * (n + 1)) / 2);
  let place = 0;
  differences.forEach((one, index) => {
    for (let other = index; other < n; other += 1)
      averages[place++] = (one + (differences[other] ?? NaN)) / 2;
  });
  averages.sort();
  return (k) => averages[k - 1] ?? NaN;
}

/** Found by bisection: 20,000 differences have 200 million averages. */
function walshAveragesOfMany(differences: readonly number[]): WalshAverage {
  const rising = Float64Array.from(differences).sort();
  const n = rising.length;
  const upTo = (limit: number): number => {
    let count = 0;
    let end = n - 1;
    for (let start = 0; start < n; start += 1) {
      while (end >= start && ((rising[start] ?? NaN) + (rising[end] ?? NaN)) / 2 > limit) end -= 1;
      if (end < start) break;
      count += end - start + 1;
    }
    return count;
  };
  return (k) => {
    let [below, reached] = [(rising[0] ?? NaN) - 1, rising[n - 1] ?? NaN];
    for (
      let middle = (below + reached) / 2;
      middle > below && middle < reached;
      middle = (below + reached) / 2
    ) {
      if (upTo(middle) >= k) reached = middle;
      else below = middle;
    }
    return reached;
  };
}

/** Which Walsh average, counted from 1 from either end, bounds the interval that leaves at most `outside`; 0: none does. */
function outerAverage(n: number, outside: number): number {
  if (n > countedUpTo) {
    const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
    const middle = (n * (n + 1)) / 4;
    let outer = 0;
    // By bisection: the quantile of simple-statistics is right to two digits only.
    for (let beyond = middle; beyond - outer > 1e-6;) {
      const between = (outer + beyond) / 2;
      if (2 * normalProbability((between - 0.5 - middle) / spread) <= outside) outer = between;
      else beyond = between;
    }
    return Math.floor(outer);
  }
  let tail = 0;
  // The probabilities are rounded: what is just the level is not above it.
  return signedRankProbabilities(n).findIndex((probability) => 2 * (tail += probability) > outside + 1e-12);
}
