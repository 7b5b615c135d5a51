import type { ExactPair } from '../stats/compare/compare-exact.ts';
import { countChangeText, sizeChangeText } from './change-text.ts';

/** What changed in something exact: `=`, `+1.3 %` of bytes, `+1` of counts; `varies` where it is not even one value. */
export function exactText({ kind, value, baselineValue }: ExactPair, unit: 'bytes' | 'count'): string {
  if (kind === 'not-reproducible') return 'varies';
  if (value === undefined || baselineValue === undefined) return '–';
  return (unit === 'bytes' ? sizeChangeText : countChangeText)(baselineValue, value);
}
