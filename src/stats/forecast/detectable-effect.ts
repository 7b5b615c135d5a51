import { refuseNaN } from '../refuse-nan.ts';
import { usualMinimumEffect } from '../tests/verdict.ts';
import { predictedPower } from './power.ts';

/** Relative: so exactly it is found. */
const resolution = 1e-4;
const largest = 100;

/**
 * The smallest relative difference (0.05 = 5 %) that is found with a chance of `power`; by bisection of `predictedPower`. Never
 * below the minimum effect that a verdict asks for, however small the noise. Undefined where nothing can be found: too few rounds
 * for any verdict.
 */
export function detectableEffect(given: {
  /** Of a pair, as `pairNoise` gives it. */
  readonly noise: number;
  readonly rounds: number;
  readonly comparisons: number;
  readonly power?: number;
}): number | undefined {
  const { power = 0.8, ...others } = given;
  refuseNaN('power', power);
  const finds = (effect: number): boolean => predictedPower({ effect, ...others }) >= power;
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
