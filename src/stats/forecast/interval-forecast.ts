import { median, medianAbsoluteDeviation, probit } from 'simple-statistics';
import { intervalDepth } from '../intervals/interval-depth.ts';
import { samplesForInterval } from '../intervals/median-interval.ts';
import { refuseNaN } from '../refuse-nan.ts';

const level = 0.95;
/** From so many samples on the half width is that of the limit, within 1 %. */
const limitFrom = 200;

/**
 * Half the width of `medianInterval` at 95 % to expect, relative to the median (0.03 = ± 3 %), from `samples` samples
 * with the relative noise `noise` (a robust standard deviation, as `relativeNoise` gives it): the expected order
 * statistics of a normal between which the interval ends, by Blom, Statistical Estimates and Transformed
 * Beta-Variables (1958); for many samples 1.96·√(π/2)·noise ÷ √n. `undefined` where there is no interval, below 6.
 */
export function expectedHalfWidth(noise: number, samples: number): number | undefined {
  refuseNaN('noise', noise);
  refuseNaN('samples', samples);
  if (samples >= limitFrom) return (limitWidth() * noise) / Math.sqrt(samples);
  const ends = intervalDepth(samples, level);
  if (ends === undefined) return undefined;
  const score = (depth: number): number => -probit((depth - 0.375) / (samples + 0.25));
  return noise * ((1 - ends.weight) * score(ends.depth) + ends.weight * score(ends.depth + 1));
}

/**
 * The fewest samples with which the expected half width is at most `target` (relative, 0.03 = ± 3 %), at least 6;
 * `undefined` where none is enough: a target of 0 with noise above 0.
 */
export function samplesForHalfWidth(noise: number, target: number): number | undefined {
  refuseNaN('noise', noise);
  refuseNaN('target', target);
  if (!(target > 0) && noise > 0) return undefined;
  for (let samples = samplesForInterval(level); samples < limitFrom; samples += 1) {
    if ((expectedHalfWidth(noise, samples) ?? Infinity) <= target) return samples;
  }
  return Math.max(limitFrom, Math.ceil(((limitWidth() * noise) / target) ** 2));
}

/** What makes 1.4826·MAD unbiased for n = 2 to 9 normal samples; n ÷ (n − 0.8) above. */
const smallSampleFactors: readonly number[] = [1.196, 1.495, 1.363, 1.206, 1.2, 1.14, 1.129, 1.107];

/**
 * Robust relative standard deviation of the samples: 0.03 = 3 % of the median. `undefined` below 2 samples or where the
 * median is not above 0.
 */
export function relativeNoise(samples: readonly number[]): number | undefined {
  refuseNaN('samples', samples);
  if (samples.length < 2) return undefined;
  const middle = median(samples);
  return middle <= 0 ? undefined : robustDeviation(samples) / middle;
}

/**
 * Robust standard deviation of at least two values, in their unit: 1.4826·MAD, with the small-sample factors of Croux &
 * Rousseeuw, "Time-efficient algorithms for two highly robust estimators of scale", Computational Statistics 1 (1992)
 * 411-428; without them three values show two thirds of their noise. Of two values that is √π/2 of their difference.
 */
export function robustDeviation(values: readonly number[]): number {
  refuseNaN('values', values);
  const n = values.length;
  const factor = smallSampleFactors[n - 2] ?? n / (n - 0.8);
  return factor * 1.4826 * medianAbsoluteDeviation(values);
}

const limitWidth = (): number => probit((1 + level) / 2) * Math.sqrt(Math.PI / 2);
