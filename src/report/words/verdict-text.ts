import type { TimeComparison, Verdict } from '../../domain/run/comparison.ts';
import { hasTooFew } from '../few-samples.ts';
import { formatRatio } from './format-ratio.ts';
import { doubtWords } from './method-text.ts';

/** A verdict by itself: `faster`, `slower`, `~`, `~ corrected`, `needs 7 samples`, `no samples`. */
export function verdictWord(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'none':
      return 'no samples';
    case 'needs':
      return `needs ${verdict.samples} samples`;
    case 'same':
      return verdict.why === undefined ? '~' : `~ ${doubtWords[verdict.why]}`;
    case 'faster':
    case 'slower':
      return verdict.kind;
  }
}

/** `1.07 (1.05–1.09)`; undefined where there is no ratio, without brackets where it has no interval. */
export const ratioText = (comparison: TimeComparison, digits?: number): string | undefined => {
  const { ratio, ratioInterval: interval } = comparison;
  if (ratio === undefined) return undefined;
  const brackets =
    interval === undefined
      ? ''
      : ` (${formatRatio(interval.low, digits)}–${formatRatio(interval.high, digits)})`;
  return `${formatRatio(ratio, digits)}${brackets}`;
};

/**
 * The ratio, its interval and the verdict, in this order in every table: `1.07 (1.05–1.09) slower`, `1.00 (0.97–1.03) ~`;
 * `1.03, needs 7 samples` where nothing can be said of the ratio yet.
 */
export function verdictText(comparison: TimeComparison, digits?: number): string {
  const { verdict } = comparison;
  if (verdict.kind === 'none') return verdictWord(verdict);
  if (verdict.kind === 'needs') return [...ratioOnly(comparison, digits), verdictWord(verdict)].join(', ');
  return [ratioText(comparison, digits), verdictWord(verdict)].filter((part) => part !== undefined).join(' ');
}

/** The same without the interval, where a table has no room for it: `1.07 slower`, `1.03, needs 7`. */
export function briefVerdictText(comparison: TimeComparison, digits?: number): string {
  const { verdict } = comparison;
  if (verdict.kind === 'none') return '–';
  if (verdict.kind === 'needs')
    return [...ratioOnly(comparison, digits), `needs ${verdict.samples}`].join(', ');
  return [...ratioOnly(comparison, digits), verdictWord(verdict)].join(' ');
}

/** Of few samples nothing, not even a hint at an order. */
const ratioOnly = (comparison: TimeComparison, digits: number | undefined): string[] => {
  const { ratio } = comparison;
  return ratio === undefined || hasTooFew(comparison) ? [] : [formatRatio(ratio, digits)];
};
