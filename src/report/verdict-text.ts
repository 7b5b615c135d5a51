import type { TimeComparison } from '../domain/comparison.ts';
import { formatRatio } from './format-ratio.ts';

/** `1.07 (1.05–1.09)` where a difference is claimed, `1.07` in brief; `~` where none is; else what is lacking. */
export function verdictText(
  { verdict, ratio, ratioInterval: interval }: TimeComparison,
  isBrief = false,
): string {
  switch (verdict.kind) {
    case 'none':
      return isBrief ? '–' : 'no samples';
    case 'needs':
      return `needs ${verdict.samples}`;
    case 'same':
      return '~';
    case 'faster':
    case 'slower': {
      const ends =
        interval === undefined || isBrief
          ? ''
          : ` (${formatRatio(interval.low)}–${formatRatio(interval.high)})`;
      return ratio === undefined ? verdict.kind : `${formatRatio(ratio)}${ends}`;
    }
  }
}

/** The same in words, where there is room for them. */
export function longVerdictText(comparison: TimeComparison): string {
  const text = verdictText(comparison);
  const { kind } = comparison.verdict;
  if (kind === 'needs') return `${text} samples`;
  return (kind === 'faster' || kind === 'slower') && text !== kind ? `${text} ${kind}` : text;
}
