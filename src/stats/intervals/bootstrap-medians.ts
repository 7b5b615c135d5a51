import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { refuseNaN } from '../refuse-nan.ts';

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
  refuseNaN('samples', samples);
  const n = samples.length;
  const sorted = Float64Array.from(samples).sort();
  const quantile = (level: number): number => {
    const place = Math.min(Math.max(level * n - 0.5, 0), n - 1);
    const below = Math.floor(place);
    const value = sorted[below] ?? NaN;
    return value + (place - below) * ((sorted[below + 1] ?? value) - value);
  };
  // A quantile rises with its level, so only the middle levels of a resample are needed of it.
  const middleOf = middleLevels(n, generator);
  const medians = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    const [lower, upper] = middleOf();
    medians[resample] = (quantile(lower) + quantile(upper)) / 2;
  }
  return medians;
}

/**
 * Draws `n` levels from 0 to below 1 at each call, and gives the two in the middle, which are one where `n` is odd. Of many
 * only those are sorted that fall into the n-ths of the range in which the middle lies, two or three of them: sorting all
 * was most of the time of a comparison.
 */
function middleLevels(n: number, generator: RandomGenerator): () => readonly [number, number] {
  const levels = new Float64Array(n);
  /** Which n-th of the range each level falls into, and how many fall into each. */
  const parts = new Uint32Array(n);
  const counts = new Uint32Array(n);
  const [lower, upper] = [(n - 1) >> 1, n >> 1];
  const draw = (): void => {
    for (let index = 0; index < n; index += 1) levels[index] = uniformFloat32(generator);
  };
  const ofFew = (): readonly [number, number] => {
    draw();
    levels.sort();
    return [levels[lower] ?? NaN, levels[upper] ?? NaN];
  };
  const ofMany = (): readonly [number, number] => {
    draw();
    counts.fill(0);
    for (let index = 0; index < n; index += 1) {
      const part = ((levels[index] ?? NaN) * n) | 0;
      parts[index] = part;
      counts[part] = (counts[part] ?? 0) + 1;
    }
    let first = 0;
    let below = 0;
    for (; below + (counts[first] ?? 0) <= lower; first += 1) below += counts[first] ?? 0;
    let last = first;
    for (let upTo = below + (counts[first] ?? 0); upTo <= upper; upTo += counts[last] ?? 0) last += 1;
    const between: number[] = [];
    for (let index = 0; index < n; index += 1) {
      const part = parts[index] ?? NaN;
      if (part >= first && part <= last) between.push(levels[index] ?? NaN);
    }
    between.sort((one, other) => one - other);
    return [between[lower - below] ?? NaN, between[upper - below] ?? NaN];
  };
  return n <= sortedUpTo ? ofFew : ofMany;
}

/** So few levels are sorted faster than they are counted. */
const sortedUpTo = 60;
