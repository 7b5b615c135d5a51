import type { Interval } from '../../domain/run/comparison.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { intervalDepth } from './interval-depth.ts';

/** How the interval of a median is found, for the reader of a table. */
export const intervalMethod = 'interpolated order statistics (Hettmansperger & Sheather 1986)';

/** The fewest samples with an interval of the median at `level` (0.5 to below 1): from n samples at most 1 − 2^(1−n). */
export function samplesForInterval(level = 0.95): number {
  refuseNaN('level', level);
  return Math.ceil(1 - Math.log2(1 - level));
}

/**
 * Interval of the median of what the samples are drawn from, in their unit, by `intervalMethod`: it supposes nothing
 * of the distribution. `level` from 0.5 to below 1. `undefined` below `samplesForInterval(level)` samples (6 at 95 %).
 */
export function medianInterval(samples: readonly number[], level = 0.95): Interval | undefined {
  refuseNaN('samples', samples);
  const ends = intervalDepth(samples.length, level);
  if (ends === undefined) return undefined;
  const { depth, weight } = ends;
  const rising = samples.toSorted((a, b) => a - b);
  const between = (sorted: readonly number[]): number => {
    const outer = sorted[depth - 1] ?? NaN;
    // The difference, not two products: equal samples give exactly their value.
    return outer + weight * ((sorted[depth] ?? NaN) - outer);
  };
  return { low: between(rising), high: between(rising.toReversed()) };
}
