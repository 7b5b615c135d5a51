import type { SummaryRow } from '../../record/rows.ts';

/** Half of the 95 % interval of a median, relative to it; undefined where there is none: below 6 samples. */
export function halfWidthOf({
  wall_ms_median: median,
  wall_ms_low: low,
  wall_ms_high: high,
}: SummaryRow): number | undefined {
  if (median === undefined || low === undefined || high === undefined || median <= 0) return undefined;
  return (high - low) / 2 / median;
}

/** `0.3 %`, `12 %`: one digit below 1 %, where a whole number would say nothing. */
export const percentText = (share: number): string =>
  `${Number((100 * share).toFixed(share < 0.0995 ? 1 : 0))} %`;

/** The same in a column, where all have a digit below 10 %: `4.0%`, `12%`. */
export const widthText = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}%`;
