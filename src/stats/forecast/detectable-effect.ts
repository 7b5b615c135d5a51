import { refuseNaN } from '../refuse-nan.ts';
import { usualAlpha, usualMinimumEffect } from '../tests/verdict.ts';
import { predictedPower } from './power.ts';

/** Relative: so exactly it is found. */
const resolution = 1e-4;
const largest = 100;

/**
 * The smallest relative difference (0.05 = 5 %) that a comparison in a family of `familySize` finds with a chance of
 * `power`, given the relative noise of single samples and so many of them a side; by bisection of `predictedPower` at the
 * level of Holm's first step. Never below the minimum effect that a verdict asks for, however small the noise. Undefined where
 * nothing can be found: too few samples for any verdict.
 */
export function detectableEffect(given: {
  readonly noise: number;
  readonly samples: number;
  readonly familySize: number;
  readonly power?: number;
}): number | undefined {
  const { noise, samples, familySize, power = 0.8 } = given;
  refuseNaN('noise', noise);
  refuseNaN('samples', samples);
  refuseNaN('familySize', familySize);
  refuseNaN('power', power);
  const finds = (effect: number): boolean =>
    predictedPower({ effect, noise, samples, alpha: usualAlpha / familySize }) >= power;
  if (!finds(largest)) return undefined;
  if (finds(usualMinimumEffect)) return usualMinimumEffect;
  let [tooSmall, enough] = [usualMinimumEffect, largest];
  while (enough - tooSmall > resolution) {
    const middle = (tooSmall + enough) / 2;
    if (finds(middle)) enough = middle;
    else tooSmall = middle;
  }
  return enough;
}
