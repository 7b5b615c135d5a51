import { binomialDistribution } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';

/** Between which order statistics an interval of the median ends: `weight` of the way from `depth` to `depth + 1`. */
export interface IntervalDepth {
  /** Counted from 1, from either end of the sorted samples. */
  readonly depth: number;
  /** 0 to 1. */
  readonly weight: number;
}

/**
 * Where the interval of the median of `n` samples ends at `level` (0.5 to below 1), whatever they are distributed
 * like. From the d-th smallest to the d-th largest sample the median is enclosed with the probability
 * 1 − 2·P(Bin(n, ½) < d); between the two depths whose probabilities enclose the level it is interpolated as in
 * Hettmansperger & Sheather, "Confidence intervals based on interpolated order statistics", Statistics & Probability
 * Letters 4 (1986) 75-79. `undefined` where not even all n samples reach the level.
 */
export function intervalDepth(n: number, level: number): IntervalDepth | undefined {
  refuseNaN('n', n);
  refuseNaN('level', level);
  const heads = n < 2 ? undefined : binomialDistribution(n, 0.5);
  if (heads === undefined) return undefined;
  let depth = 1;
  let coverage = 1 - 2 * (heads[0] ?? 0);
  // The probabilities are rounded: two samples reach the level of 0.5 and miss it by 1e-16.
  if (coverage < level - 1e-12) return undefined;
  for (;;) {
    const next = coverage - 2 * (heads[depth] ?? 0);
    if (next < level) {
      const share = Math.max(0, coverage - level) / (coverage - next);
      return { depth, weight: ((n - depth) * share) / (depth + (n - 2 * depth) * share) };
    }
    depth += 1;
    coverage = next;
  }
}
