import { median } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import { usualAlpha } from '../tests/verdict.ts';
import { relativeNoise } from './interval-forecast.ts';
import { samplesNeeded } from './power.ts';

/**
 * How many samples of each of two cells it takes to find a relative difference `effect` (0.05 = 5 %) with the chance
 * `power` in a family of `familySize` comparisons, where single samples scatter by `noise` (relative robust standard
 * deviation). The first step of Holm's method is taken, so that it is rather too many. `undefined` where none are enough.
 */
export function samplesToFind(
  effect: number,
  noise: number,
  familySize: number,
  power = 0.8,
): number | undefined {
  refuseNaN('familySize', familySize);
  return samplesNeeded({ effect, noise, alpha: usualAlpha / Math.max(1, familySize), power });
}

/** The median of the cells' relative noise; `undefined` where no cell has two samples. Each cell: its times in ms. */
export function typicalNoise(cells: readonly (readonly number[])[]): number | undefined {
  const known = cells.map(relativeNoise).filter((noise) => noise !== undefined);
  return known.length === 0 ? undefined : median(known);
}
