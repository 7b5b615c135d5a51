import type { TimeComparison } from '../domain/run/comparison.ts';
import { formatMs, formatRoughMs, formatRoughRange } from '../domain/units.ts';
import type { SummaryRow } from '../record/rows.ts';
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

/** Whether a cell has a time and too few samples for an interval of it. */
export const isFew = ({ samples }: SummaryRow): boolean => samples < fewestForOrder;

/** `12 s (11–13)`, the median of few samples with the least and the most: more digits would say more than they know. */
export function fewText(row: SummaryRow): string {
  const { wall_ms_median: median } = row;
  if (median === undefined) return '–';
  const middle = formatRoughMs(median);
  const range = fewRangeText(row);
  if (row.samples < 2 || range === middle) return middle;
  const [unit = ''] = / \S+$/.exec(middle) ?? [];
  return `${middle} (${range.endsWith(unit) ? range.slice(0, -unit.length) : range})`;
}

/** `11–13 s`. */
export const fewRangeText = ({ wall_ms_min: least, wall_ms_max: most }: SummaryRow): string =>
  least === undefined || most === undefined ? '–' : formatRoughRange(least, most);

/** What a range of few samples is, for a table that has one. */
export const fewNote = (summary: readonly SummaryRow[]): string[] =>
  summary.some((row) => row.state === 'built' && isFew(row) && row.samples > 1)
    ? [
        `below ${fewestForOrder} samples a range is the least and the most, not an interval: no order of times can be read from it`,
      ]
    : [];
