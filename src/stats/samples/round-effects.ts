import { median } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import type { TimedSample } from './good-samples.ts';

/** How much longer builds took in one round than in the others. */
export interface RoundEffect {
  readonly round: number;
  /** Natural logarithm: 0.05 = 5 % longer than in the median round. */
  readonly effect: number;
  /** So many cells say so. */
  readonly cells: number;
}

/** With fewer samples a cell's median is nearly one of them, and says little of a round. */
const fewest = 3;

/**
 * The effect of each round, in their order: the median over the cells of log(time) − log(median of the cell). Cells with fewer
 * than 3 samples, or with times of 0, say nothing. Throws for NaN.
 */
export function roundEffects(cells: readonly (readonly TimedSample[])[]): RoundEffect[] {
  const logs = cells.flatMap((samples) => {
    const times = samples.map(({ wallMs }) => wallMs);
    refuseNaN('cells', times);
    if (samples.length < fewest || Math.min(...times) <= 0) return [];
    const middle = Math.log(median(times));
    return samples.map(({ round, wallMs }) => ({ round, log: Math.log(wallMs) - middle }));
  });
  return [...Map.groupBy(logs, ({ round }) => round)]
    .map(([round, of]) => ({ round, effect: median(of.map(({ log }) => log)), cells: of.length }))
    .toSorted((one, other) => one.round - other.round);
}
