import { formatBytes } from '../../domain/units.ts';
import type { ExactPair } from '../../stats/compare/compare-exact.ts';

/** What changed in something exact: `=`, `+1.3 %` of bytes, `+1` of counts; `varies` where it is not even one value. */
export function exactText({ kind, value, baselineValue }: ExactPair, unit: 'bytes' | 'count'): string {
  if (kind === 'not-reproducible') return 'varies';
  if (value === undefined || baselineValue === undefined) return '–';
  return (unit === 'bytes' ? sizeChangeText : countChangeText)(baselineValue, value);
}

const signed = (value: number, text: string): string => `${value < 0 ? '-' : '+'}${text}`;

/** `+1.3 %`, or in bytes where that is next to nothing. */
export function sizeChangeText(before: number, after: number): string {
  const change = after - before;
  if (change === 0) return '=';
  const percent = Math.abs((100 * change) / before);
  if (percent < 0.05 || before === 0) return signed(change, formatBytes(Math.abs(change)));
  return signed(change, `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`);
}

/** `+1`. */
export function countChangeText(before: number, after: number): string {
  return before === after ? '=' : signed(after - before, String(Math.abs(after - before)));
}
