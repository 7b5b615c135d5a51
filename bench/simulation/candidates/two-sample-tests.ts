import { gammaln, mean, sampleVariance } from 'simple-statistics';
import { rankSumCounts } from '../../../src/stats/tests/rank-sum-counts.ts';
import type { Ends } from '../family.ts';

/** P(U ≤ u) for `n` samples a side without ties, by u. */
const tails = new Map<number, Float64Array>();

function tailOf(n: number): Float64Array {
  const found = tails.get(n);
  if (found !== undefined) return found;
  // Ranks from 0: the smallest sum is that of 0 to n − 1.
  const counts = rankSumCounts([...Array(2 * n).keys()], n).subarray((n * (n - 1)) / 2);
  const all = counts.reduce((sum, count) => sum + count, 0);
  let tail = 0;
  const made = counts.map((count) => (tail += count) / all);
  tails.set(n, made);
  return made;
}

/** Two-sided exact p of Mann & Whitney, for sides of one length without ties. */
export function mannWhitney(one: Float64Array, other: Float64Array): number {
  const n = one.length;
  let above = 0;
  for (const value of one) for (const with_ of other) if (value > with_) above += 1;
  return Math.min(1, 2 * (tailOf(n)[Math.min(above, n * n - above)] ?? 1));
}

/** Two-sample Hodges-Lehmann interval by the same counts (Lehmann, Nonparametrics (1975) §2.6); undefined where none has 95 %. */
export function shiftInterval(one: Float64Array, other: Float64Array): Ends | undefined {
  const n = one.length;
  const depth = tailOf(n).findIndex((tail) => 2 * tail > 0.05);
  if (depth === 0) return undefined;
  const differences = new Float64Array(n * n);
  let place = 0;
  for (const value of one) for (const with_ of other) differences[place++] = value - with_;
  differences.sort();
  return [differences[depth - 1] ?? NaN, differences[differences.length - depth] ?? NaN];
}

/** Two-sided p of Welch's t (Biometrika 34 (1947) 28-35), which takes each side's own scatter. */
export function welch(one: Float64Array, other: Float64Array): number {
  const [a, b] = [[...one], [...other]];
  const [va, vb] = [sampleVariance(a) / a.length, sampleVariance(b) / b.length];
  const t = (mean(a) - mean(b)) / Math.sqrt(va + vb);
  return studentP(t, (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1)));
}

/**
 * Two-sided p of Brunner & Munzel (Biometrical Journal 42 (2000) 17-25), for sides of one length without ties: by ranks, and with
 * each side's own scatter. 0 where the sides do not overlap: there is no scatter of ranks then.
 */
export function brunnerMunzel(one: Float64Array, other: Float64Array): number {
  const n = one.length;
  const placements = (side: Float64Array, against: Float64Array): number[] =>
    Array.from(side, (value) => against.reduce((below, with_) => below + (with_ < value ? 1 : 0), 0));
  const [a, b] = [placements(one, other), placements(other, one)];
  const [va, vb] = [sampleVariance(a) / n, sampleVariance(b) / n];
  if (va + vb === 0) return mean(a) === n / 2 ? 1 : 0;
  const t = (mean(a) - mean(b)) / 2 / Math.sqrt(va + vb);
  return studentP(t, (va + vb) ** 2 / ((va ** 2 + vb ** 2) / (n - 1)));
}

/** P(|T| ≥ |t|) of Student's t. */
export function studentP(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? 1 : 0;
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** Regularised incomplete beta function by its continued fraction (DLMF 8.17.22), with Lentz's method. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const safe = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m += 1) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / safe(1 + term * d);
      c = safe(1 + term / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-12) break;
  }
  return front * fraction;
}
