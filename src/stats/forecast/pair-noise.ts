import { median } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import { robustDeviation } from './interval-forecast.ts';

/** From fewer rounds nothing is forecast: the scatter of three values is a fifth too small, and anything by chance. */
const fewestForForecast = 5;

/**
 * Robust standard deviation of the logarithms of a pair's ratios by round, in which the effect of the round is no longer:
 * √2 of the noise of a single build that is not the round's. `undefined` below 5 rounds.
 */
export function pairNoise(logRatios: readonly number[]): number | undefined {
  refuseNaN('logRatios', logRatios);
  return logRatios.length < fewestForForecast ? undefined : robustDeviation(logRatios);
}

/** The median of the noise of several pairs; `undefined` where no pair has a known one. */
export function typicalNoise(noises: readonly (number | undefined)[]): number | undefined {
  const known = noises.filter((noise) => noise !== undefined);
  refuseNaN('noises', known);
  return known.length === 0 ? undefined : median(known);
}
