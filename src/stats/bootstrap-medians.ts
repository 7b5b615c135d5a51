import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * Medians of `resamples` samples as large as the given one, drawn from it in its unit. Drawn is not from the n values
 * alone but from the straight lines between them, the k-th smallest being the (k − ½)/n quantile (Hazen 1914; type 5
 * of Hyndman & Fan, The American Statistician 50 (1996) 361-365). The median of a handful of bare values takes too
 * few different values for an interval to keep its level.
 */
export function bootstrapMedians(
  samples: readonly number[],
  resamples: number,
  generator: RandomGenerator,
): Float64Array {
  const n = samples.length;
  const sorted = Float64Array.from(samples).sort();
  const quantile = (level: number): number => {
    const place = Math.min(Math.max(level * n - 0.5, 0), n - 1);
    const below = Math.floor(place);
    const value = sorted[below] ?? NaN;
    return value + (place - below) * ((sorted[below + 1] ?? value) - value);
  };
  // A quantile rises with its level, so only the middle levels of a resample are needed of it.
  const levels = new Float64Array(n);
  const [lower, upper] = [(n - 1) >> 1, n >> 1];
  const medians = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let draw = 0; draw < n; draw += 1) levels[draw] = uniformFloat32(generator);
    levels.sort();
    medians[resample] = (quantile(levels[lower] ?? NaN) + quantile(levels[upper] ?? NaN)) / 2;
  }
  return medians;
}
