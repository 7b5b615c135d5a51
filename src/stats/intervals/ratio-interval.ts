import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { median, quantileSorted, variance } from 'simple-statistics';
import type { Interval } from '../../domain/run/comparison.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { bootstrapMedians } from './bootstrap-medians.ts';
import { samplesForInterval } from './median-interval.ts';

/** How the interval of a ratio is found, for the reader of a table. */
export const ratioMethod = 'calibrated smoothed bootstrap of the ratio of medians (percentiles)';

export interface BootstrapOptions {
  /** 32-bit integer: the same seed gives the same interval. */
  readonly seed: number;
  /** How often both sides are drawn again; 2000 unless told. */
  readonly resamples?: number;
  /** 0.5 to below 1; 0.95 unless told. The calibration was simulated at 0.95. */
  readonly level?: number;
}

/**
 * Bootstrap interval of median(samples) ÷ median(baseline), without unit: percentiles (Efron 1979) of the ratio of
 * the medians of smoothed resamples, at a calibrated level (Loh, "Calibrating confidence coefficients", Journal of the
 * American Statistical Association 82 (1987) 155-162). `undefined` where a side has fewer samples than
 * `samplesForInterval(level)` (6 at 95 %) or a baseline sample is not above 0.
 */
export function ratioInterval(
  samples: readonly number[],
  baseline: readonly number[],
  { seed, resamples = 2000, level = 0.95 }: BootstrapOptions,
): Interval | undefined {
  refuseNaN('samples', samples);
  refuseNaN('baseline', baseline);
  const fewest = samplesForInterval(level);
  if (samples.length < fewest || baseline.length < fewest || Math.min(...baseline) <= 0) return undefined;
  const generator = xoroshiro128plus(seed);
  const above = bootstrapMedians(samples, resamples, generator);
  const below = bootstrapMedians(baseline, resamples, generator);
  const ratios = [...above.map((value, draw) => value / (below[draw] ?? NaN)).sort()];
  const outside = (1 - level) * calibration(relativeVariance(above), relativeVariance(below));
  return {
    low: quantileSorted(ratios, outside / 2),
    high: quantileSorted(ratios, 1 - outside / 2),
  };
}

/**
 * What the share left outside is multiplied with. Plain percentiles of a median are too narrow where one side makes
 * all the noise and too wide where both make as much (the Behrens-Fisher problem: two sides seldom err to the same
 * end), so the factor goes from ¾ to 1½ with the number of sides that make noise, 1 to 2, taken as the inverse of
 * the sum of squared shares of the variance. Calibrated by simulation: with 6 to 200 samples a side normal, lognormal,
 * Laplace, exponential and two-peaked noise, spikes and drift keep 93 to 97 %, and so does noise of 3 : 1 and 10 : 1 from 7
 * samples on; where 6 samples make most of the error, being the noisier ones or against 20 others, it is 92 to 93.5 %
 * (`unequal-sides.test.ts`).
 */
function calibration(oneVariance: number, otherVariance: number): number {
  const total = oneVariance + otherVariance;
  if (total === 0) return 1;
  const noisySides = 1 / ((oneVariance / total) ** 2 + (otherVariance / total) ** 2);
  return 0.75 * noisySides;
}

const relativeVariance = (medians: Float64Array): number => {
  const values = [...medians];
  return variance(values) / median(values) ** 2;
};
