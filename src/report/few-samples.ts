import type { TimeComparison } from '../domain/run/comparison.ts';
import { formatMs, formatRoughMs } from '../domain/units.ts';
import { samplesForInterval } from '../stats/intervals/median-interval.ts';

/**
 * Of fewer samples there is no interval, and nobody can tell which of two cells is the faster one. Tables then show the least and
 * the most, with two digits, and suggest no order.
 */
export const fewestForOrder = samplesForInterval();

/** A median, with as many digits as its samples are good for; `digits`, if somebody wants others, counts only of enough samples. */
export const medianText = (ms: number, samples: number, digits?: number): string =>
  samples < fewestForOrder ? formatRoughMs(ms) : formatMs(ms, digits);

/** Whether a side of a comparison has too few samples for its ratio to mean anything. */
export const hasTooFew = ({ samples, baselineSamples }: TimeComparison): boolean =>
  Math.min(samples, baselineSamples) < fewestForOrder;
