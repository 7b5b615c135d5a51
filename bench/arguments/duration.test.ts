import { expect, test } from 'vitest';
import { formatSpan } from '../../src/domain/units.ts';
import { parseDuration } from './duration.ts';

test.each([
  ['90s', 90_000, '1m30s'],
  ['20m', 1_200_000, '20m'],
  ['1h30m', 5_400_000, '1h30m'],
  ['2h', 7_200_000, '2h'],
  ['1h0m5s', 3_605_000, '1h5s'],
  ['100m', 6_000_000, '1h40m'],
])('%s are %i ms, shown as %s', (text, ms, shown) => {
  expect(parseDuration('budget', text)).toBe(ms);
  expect(formatSpan(ms)).toBe(shown);
});

test.each([
  '',
  '20',
  '20 m',
  'm',
  '0s',
  '0h0m',
  '-5m',
  '1.5h',
  '30m1h',
  '5m5m',
  '1e3s',
  '20min',
  'm20',
  '9'.repeat(20) + 's',
])('"%s" is refused, and what is taken is said', (text) => {
  expect(() => parseDuration('budget', text)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: `--budget must be a time like 90s, 20m or 1h30m, not "${text}".`,
    }),
  );
});
