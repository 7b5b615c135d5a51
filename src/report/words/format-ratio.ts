import { withDigits } from '../../domain/units.ts';

/** A ratio with three digits, or two below 1, unless `digits` says how many: what is finer than that no bench of builds can tell. */
export function formatRatio(ratio: number, digits?: number): string {
  if (digits !== undefined) return withDigits(ratio, digits);
  // Each bound is where the rounded number would get a digit more.
  if (ratio < 0.0995) return ratio.toPrecision(2);
  return ratio.toFixed(ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0);
}
