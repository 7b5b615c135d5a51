import type { TimeComparison } from '../domain/comparison.ts';
import { formatRatio } from './format-ratio.ts';

/** How much of a verdict a table has room for. */
export type Detail = 'full' | 'short' | 'brief';

/**
 * `1.07 (1.05–1.09)` where a difference is claimed, `1.00 (0.97–1.03) ~` where none is shown, `1.03, needs 6` where
 * samples are lacking. In short what is not claimed has no ratio: `~ (0.97–1.03)`, `needs 6`; in brief nothing has an
 * interval.
 */
export function verdictText(comparison: TimeComparison, detail: Detail = 'full'): string {
  const { verdict, ratio } = comparison;
  const number = ratio === undefined ? undefined : formatRatio(ratio);
  const interval = detail === 'brief' ? '' : intervalText(comparison);
  switch (verdict.kind) {
    case 'none':
      return detail === 'brief' ? '–' : 'no samples';
    case 'needs':
      return `${number === undefined || detail !== 'full' ? '' : `${number}, `}needs ${verdict.samples}`;
    case 'same':
      return number === undefined || detail !== 'full' ? `~${interval}` : `${number}${interval} ~`;
    case 'faster':
    case 'slower':
      return number === undefined ? verdict.kind : `${number}${interval}`;
  }
}

/** The same in words, where there is room for them. */
export function longVerdictText(comparison: TimeComparison): string {
  const text = verdictText(comparison);
  const { kind } = comparison.verdict;
  if (kind === 'needs') return `${text} samples`;
  return (kind === 'faster' || kind === 'slower') && text !== kind ? `${text} ${kind}` : text;
}

const intervalText = ({ ratioInterval: interval }: TimeComparison): string =>
  interval === undefined ? '' : ` (${formatRatio(interval.low)}–${formatRatio(interval.high)})`;
