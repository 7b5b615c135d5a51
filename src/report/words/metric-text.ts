import type { Column } from '../../domain/metrics/column.ts';
import { formatBytes, formatMs, withDigits } from '../../domain/units.ts';

/**
 * The value of a metric as a person reads it, in the unit its column declares. `nothing` stands for what was not measured,
 * unless the column has a word of its own for it.
 */
export function metricText(
  { unit, unknown }: Column,
  value: string | number | boolean | undefined,
  nothing: string,
  digits?: number,
): string {
  if (value === undefined) return unknown ?? nothing;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (unit === 'bytes') return formatBytes(value, digits);
  if (unit === 'ms') return formatMs(value, digits);
  return unit === 'ratio' && digits !== undefined ? withDigits(value, digits) : String(value);
}
