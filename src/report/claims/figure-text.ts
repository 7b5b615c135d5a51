import type { Figure } from '../../domain/definitions/claim.ts';
import { formatBytes, formatMs, formatMsRange } from '../../domain/units.ts';
import { formatRatio } from '../words/format-ratio.ts';

/** A number with its unit: `150 MB`, `2.40×`, `84 %`. */
function valueText(unit: Figure['unit'], value: number): string {
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

/** With how sure it is: `2.40× (2.31 to 2.52)`, `150 MB`, `1.2 s (of 3)`. */
export function figureText({ unit, value, interval, samples }: Figure): string {
  const text = valueText(unit, value);
  if (samples === undefined) return text;
  if (interval === undefined) return `${text} (of ${samples}, no interval)`;
  if (unit === 'ms') return `${text} (${formatMsRange(interval.low, interval.high)})`;
  return `${text} (${valueText(unit, interval.low)} to ${valueText(unit, interval.high)})`;
}
