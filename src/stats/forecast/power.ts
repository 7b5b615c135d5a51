import { gammaln } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import { normalProbability } from '../tests/normal-probability.ts';
import { criticalU } from './critical-u.ts';

export interface Difference {
  /** Relative difference of the medians, above −1: 0.05 = the cell takes 5 % longer. */
  readonly effect: number;
  /** Relative robust standard deviation of single samples, as `relativeNoise` gives it: 0.03 = 3 %. */
  readonly noise: number;
  /** What p must not exceed, 0 to 1; in a family of m pairs 0.05 ÷ m is on the safe side. */
  readonly alpha: number;
}

/** Up to so many samples a side the power does not grow evenly: the test has few p-values to choose from. */
const unevenUpTo = 20;
/** Above so many samples a side U is taken as normal. */
const skewedUpTo = 100;
/** More samples than anyone builds. */
const mostSamples = 1e5;

/**
 * Probability, 0 to 1, that the two-sided rank test with `samples` samples a side gives p ≤ alpha. Times are taken as
 * lognormal with the same noise on both sides, so that the sides are δ = ln(1 + effect) ÷ noise standard deviations
 * apart. From Noether, Journal of the American Statistical Association 82 (1987) 645-647, by P(X < Y), but for few
 * samples: against the critical U of the exact test (so 0 where `smallestP` is above alpha), with the exact mean and
 * variance of U under the shift (Lehmann, Nonparametrics (1975) §2.3), and with a beta-binomial of these in place of
 * the normal, as U is skewed near 0. Within 3 points of simulation from 6 samples on. The minimum effect that a
 * verdict also asks for is left out.
 */
export function predictedPower({
  effect,
  noise,
  samples: n,
  alpha,
}: Difference & { readonly samples: number }): number {
  refuseNaN('effect', effect);
  refuseNaN('noise', noise);
  const critical = criticalU(n, alpha);
  if (critical === undefined) return 0;
  if (noise === 0) return effect === 0 ? 0 : 1;
  const shift = Math.abs(Math.log1p(effect)) / noise;
  const ahead = normalProbability(shift / Math.SQRT2);
  // So far apart that the test sees every pair in order.
  if (n ** 2 * (1 - ahead) < 1e-3) return 1;
  if (critical === 0) return allAhead(n, shift) + allAhead(n, -shift);
  const bothAhead = meanOverNormal((z) => normalProbability(shift - z) ** 2);
  /** Correlation of two pairs that are compared, averaged over all. */
  const correlation =
    (2 * (n - 1) * Math.max(0, bothAhead - ahead ** 2)) / (ahead * (1 - ahead) * (n ** 2 - 1));
  const uUpToCritical = n > skewedUpTo ? normalTail : betaBinomialTail;
  return (
    uUpToCritical(critical, n ** 2, 1 - ahead, correlation) +
    uUpToCritical(critical, n ** 2, ahead, correlation)
  );
}

/**
 * The smallest number of samples a side with which `predictedPower` reaches `power` (0 to below 1). `undefined` where
 * not even 100,000 do: without an effect, or with one that drowns in the noise.
 */
export function samplesNeeded({
  power = 0.8,
  ...difference
}: Difference & { readonly power?: number }): number | undefined {
  refuseNaN('power', power);
  const enough = (samples: number): boolean => predictedPower({ ...difference, samples }) >= power;
  for (let samples = 1; samples <= unevenUpTo; samples += 1) if (enough(samples)) return samples;
  let [tooFew, plenty] = [unevenUpTo, 2 * unevenUpTo];
  while (!enough(plenty)) {
    if (plenty > mostSamples) return undefined;
    [tooFew, plenty] = [plenty, 2 * plenty];
  }
  while (plenty - tooFew > 1) {
    const middle = Math.floor((tooFew + plenty) / 2);
    if (enough(middle)) plenty = middle;
    else tooFew = middle;
  }
  return plenty;
}

/** P(every sample of one side before every one of the other, which is `shift` later): U = 0, exactly. */
function allAhead(n: number, shift: number): number {
  return n * meanOverNormal((z) => normalProbability(z) ** (n - 1) * normalProbability(shift - z) ** n);
}

/** P(U ≤ u) of the `pairs` comparisons, each counting with the probability `p`. */
function betaBinomialTail(u: number, pairs: number, p: number, correlation: number): number {
  const weight = 1 / Math.max(correlation, 1e-9) - 1;
  const [a, b] = [p * weight, (1 - p) * weight];
  let probability = Math.exp(gammaln(pairs + b) + gammaln(a + b) - gammaln(pairs + a + b) - gammaln(b));
  let tail = probability;
  for (let k = 0; k < u; k += 1) {
    probability *= ((pairs - k) * (a + k)) / ((k + 1) * (pairs - k - 1 + b));
    tail += probability;
  }
  return tail;
}

function normalTail(u: number, pairs: number, p: number, correlation: number): number {
  const variance = pairs * p * (1 - p) * (1 + (pairs - 1) * correlation);
  return normalProbability((u + 0.5 - pairs * p) / Math.sqrt(variance));
}

/** Mean of f(Z) of a standard normal Z, by the trapezoidal rule. */
function meanOverNormal(f: (z: number) => number): number {
  const step = 0.1;
  let sum = 0;
  for (let index = -80; index <= 80; index += 1) {
    const z = index * step;
    sum += f(z) * Math.exp(-(z ** 2) / 2);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}
