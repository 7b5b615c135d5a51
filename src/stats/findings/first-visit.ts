import { binomialDistribution, median, sum } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import type { TimedSample } from '../samples/good-samples.ts';

/** Round 1 was slower than the others. */
export interface FirstVisit {
  /** Cells with a sample in round 1 and at least two in others. */
  readonly cells: number;
  /** In how many of them round 1 took longer than the median of the others. */
  readonly slower: number;
  /** Median over the cells of round 1 ÷ median of the others − 1: 0.05 = 5 % longer. */
  readonly medianExcess: number;
  /** One-sided, of the sign test over the cells. */
  readonly p: number;
}

/**
 * Whether the first visit of the given cells (all of a run, or of one scenario) was systematically slower than later
 * ones: something was warmed up that no scenario accounts for. Sign test over the cells (Dixon & Mood, Journal of the
 * American Statistical Association 41 (1946) 557-566), cells without a difference left out. `undefined` unless p ≤ 1 %
 * (so at least 7 cells) and the median excess is at least 2 %. Steep falling drift is found by this too; see `drift`.
 */
export function firstVisit(cells: readonly (readonly TimedSample[])[]): FirstVisit | undefined {
  for (const samples of cells)
    refuseNaN(
      'cells',
      samples.map(({ wallMs }) => wallMs),
    );
  const excesses = cells.flatMap((samples) => {
    const first = samples.find(({ round }) => round === 1);
    const others = samples.filter(({ round }) => round !== 1).map(({ wallMs }) => wallMs);
    return first === undefined || others.length < 2 ? [] : [first.wallMs / median(others) - 1];
  });
  if (excesses.length === 0) return undefined;
  const slower = excesses.filter((excess) => excess > 0).length;
  const differing = excesses.filter((excess) => excess !== 0).length;
  const p = atLeast(slower, differing);
  const medianExcess = median(excesses);
  if (p > 0.01 || medianExcess < 0.02) return undefined;
  return { cells: excesses.length, slower, medianExcess, p };
}

/** P(Bin(n, ½) ≥ heads). */
function atLeast(heads: number, n: number): number {
  if (heads === 0) return 1;
  // The distribution is symmetric, and simple-statistics leaves out the far end of its upper half.
  const tosses = binomialDistribution(n, 0.5) ?? [];
  return sum(tosses.slice(0, n - heads + 1));
}
