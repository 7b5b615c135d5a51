import type { Figure } from '../../domain/definitions/claim.ts';
import { formatBytes, formatMs, formatMsRange } from '../../domain/units.ts';
import { formatRatio } from '../words/format-ratio.ts';

/** A number with its unit: `150 MB`, `2.40×`, `84 %`. */
export function valueText(unit: Figure['unit'], value: number): string {
  switch (unit) {
    case 'bytes':
      return `${value < 0 ? '-' : ''}${formatBytes(Math.abs(value))}`;
    case 'ms':
      return formatMs(value);
    case 'ratio':
      return `${formatRatio(value)}×`;
    case 'share':
      return `${(100 * value).toFixed(1)} %`;
    case 'number':
      return value.toFixed(2);
    case 'count':
      return String(value);
  }
}

/** How sure it is: both ends, `exact`, or from how many samples there is none. */
export function intervalText({ unit, interval, samples }: Figure): string {
  if (samples === undefined) return 'exact';
  if (interval === undefined) return `none (of ${samples})`;
  if (unit === 'ms') return formatMsRange(interval.low, interval.high);
  return `${valueText(unit, interval.low)} to ${valueText(unit, interval.high)}`;
}

/** Both together: `2.40× (2.31× to 2.52×)`, `150 MB`, `1.20 s (of 3, no interval)`. */
export function figureText(figure: Figure): string {
  const text = valueText(figure.unit, figure.value);
  if (figure.samples === undefined) return text;
  return figure.interval === undefined
    ? `${text} (of ${figure.samples}, no interval)`
    : `${text} (${intervalText(figure)})`;
}
