import { refuseNaN } from '../refuse-nan.ts';
import { normalProbability } from '../tests/normal-probability.ts';
import { smallestFlipP } from '../tests/round-flips.ts';
import { usualAlpha } from '../tests/verdict.ts';

/** A difference that is looked for within a run. */
export interface Difference {
  /** Relative difference of the times, above −1: 0.05 = the cell takes 5 % longer. */
  readonly effect: number;
  /** Robust standard deviation of the logarithm of time ÷ time of the baseline in the same round, as `pairNoise` gives it. */
  readonly noise: number;
  /** Comparisons of the scenario, which are corrected together. */
  readonly comparisons: number;
  /** The chance of any false difference; 0.05 unless told. */
  readonly alpha?: number;
}

/** More rounds than anyone builds. */
const mostRounds = 1e5;

/**
 * Probability, 0 to 1, that a difference is found in so many rounds, where no other cell differs: that the moderated t of
 * `roundFlips` is above what the largest of all comparisons reaches by chance. Both are taken as Student's t, with the degrees
 * of freedom of a variance of which half is the median of all. Alpha is the largest p below it that so many flips can give.
 * Within 6 points of simulation, but for 6 rounds, where it is up to 10 too high (`simulation.slow.test.ts`). 0 below
 * `fewestRounds`. The minimum effect and the second look of a verdict are left out.
 */
export function predictedPower({
  effect,
  noise,
  rounds,
  comparisons,
  alpha = usualAlpha,
}: Difference & { readonly rounds: number }): number {
  refuseNaN('effect', effect);
  refuseNaN('noise', noise);
  refuseNaN('rounds', rounds);
  refuseNaN('comparisons', comparisons);
  refuseNaN('alpha', alpha);
  const step = smallestFlipP(rounds);
  const level = Math.floor(alpha / step + 1e-9) * step;
  if (level === 0) return 0;
  if (noise === 0) return effect === 0 ? 0 : 1;
  const shift = (Math.sqrt(rounds) * Math.abs(Math.log1p(effect))) / noise;
  const freedom = (rounds - 1) / shareOfOwnVariance(Math.max(1, comparisons));
  const single = 1 - (1 - level) ** (1 / Math.max(1, comparisons));
  return beyond(criticalT(freedom, single), freedom, shift);
}

/**
 * The smallest number of rounds with which `predictedPower` reaches `power` (0 to below 1). `undefined` where not even
 * 100,000 do: without an effect, or with one that drowns in the noise.
 */
export function roundsNeeded({
  power = 0.8,
  ...difference
}: Difference & { readonly power?: number }): number | undefined {
  refuseNaN('power', power);
  const enough = (rounds: number): boolean => predictedPower({ ...difference, rounds }) >= power;
  let [tooFew, plenty] = [1, 2];
  while (!enough(plenty)) {
    if (plenty > mostRounds) return undefined;
    [tooFew, plenty] = [plenty, 2 * plenty];
  }
  while (plenty - tooFew > 1) {
    const middle = Math.floor((tooFew + plenty) / 2);
    if (enough(middle)) plenty = middle;
    else tooFew = middle;
  }
  return plenty;
}

/**
 * The variance of the moderated variance relative to that of a pair's own: half of it is the median of those of `comparisons`
 * pairs, whose own variance is π/2 ÷ comparisons of it.
 */
function shareOfOwnVariance(comparisons: number): number {
  return 0.25 + 0.25 * Math.min(1, Math.PI / 2 / comparisons) + 0.5 / comparisons;
}

/** P(|T| > limit) of a t with `freedom` degrees and noncentrality `shift`. */
function beyond(limit: number, freedom: number, shift: number): number {
  return meanOverChi(
    freedom,
    (scale) => normalProbability(shift - limit * scale) + normalProbability(-shift - limit * scale),
  );
}

/** The limit that |t| without a shift exceeds with the probability `p`, by bisection. */
function criticalT(freedom: number, p: number): number {
  let [low, high] = [0, 1];
  while (beyond(high, freedom, 0) > p && high < 1e6) [low, high] = [high, 2 * high];
  while (high - low > 1e-4 * high) {
    const middle = (low + high) / 2;
    if (beyond(middle, freedom, 0) > p) low = middle;
    else high = middle;
  }
  return high;
}

/** Mean of f(S) where S² is chi-squared ÷ freedom, by the trapezoidal rule over ln S. */
function meanOverChi(freedom: number, f: (scale: number) => number): number {
  const spread = Math.min(1, 1 / Math.sqrt(2 * freedom));
  const half = freedom / 2;
  let [sum, weights] = [0, 0];
  for (let index = -60; index <= 40; index += 1) {
    const log = index * 0.1 * spread * 1.5;
    // The density of ln S, but for a constant factor.
    const weight = Math.exp(freedom * log - half * Math.exp(2 * log) + half);
    sum += weight * f(Math.exp(log));
    weights += weight;
  }
  return sum / weights;
}
