import { median } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import type { TimedSample } from '../samples/good-samples.ts';
import { trendTest } from '../tests/trend-test.ts';

/** The machine got slower or faster in the course of a run. */
export interface Drift {
  /** Time at the end ÷ time at the beginning: 1.06 got 6 % slower. */
  readonly totalRatio: number;
  /** Change from one round to the next, relative to the median: 0.01 = 1 %. */
  readonly changePerRound: number;
  /** Two-sided, of the trend test over the rounds. */
  readonly p: number;
}

/** With fewer samples a cell's median is nearly one of them, and dividing by it hides a drift. */
const fewest = 3;

/**
 * Whether times rose or fell over the rounds of a run: every sample ÷ the median of its cell, the median of these per
 * round, and the exact Mann-Kendall test over the rounds; a round is one observation however many cells it has, as what
 * slows a machine slows them together. Size by the Theil-Sen slope (Sen, Journal of the American Statistical
 * Association 63 (1968) 1379-1389). `undefined` unless p ≤ 1 % (so at least 6 rounds) and the total change is at
 * least 2 %. Interleaved rounds keep drift out of the comparisons; it widens the intervals.
 */
export function drift(cells: readonly (readonly TimedSample[])[]): Drift | undefined {
  for (const samples of cells)
    refuseNaN(
      'cells',
      samples.map(({ wallMs }) => wallMs),
    );
  const relative = cells
    .filter((samples) => samples.length >= fewest)
    .flatMap((samples) => {
      const middle = median(samples.map(({ wallMs }) => wallMs));
      return samples.map(({ round, wallMs }) => ({ round, time: wallMs / middle }));
    });
  const rounds = [...Map.groupBy(relative, ({ round }) => round)]
    .map(([round, samples]) => ({ round, time: median(samples.map(({ time }) => time)) }))
    .sort((one, other) => one.round - other.round);
  const p = trendTest(rounds.map(({ time }) => time));
  const [first, last] = [rounds[0], rounds.at(-1)];
  if (p > 0.01 || first === undefined || last === undefined) return undefined;
  const slopes = rounds.flatMap((one, index) =>
    rounds.slice(index + 1).map((later) => (later.time - one.time) / (later.round - one.round)),
  );
  const changePerRound = median(slopes);
  // Around the middle of the run, where the time is 1.
  const half = (changePerRound * (last.round - first.round)) / 2;
  const totalRatio = (1 + half) / (1 - half);
  return Math.abs(totalRatio - 1) < 0.02 ? undefined : { totalRatio, changePerRound, p };
}
