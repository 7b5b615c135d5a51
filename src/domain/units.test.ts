import { expect, test } from 'vitest';
import { formatBytes, formatMs, formatRoughMs, formatRoughRange } from './units.ts';

test.each([
  [0, '0.0 ms'],
  [0.04, '0.0 ms'],
  [9.94, '9.9 ms'],
  [10, '10 ms'],
  [999, '999 ms'],
  [999.6, '1.00 s'],
  [1000, '1.00 s'],
  [1234, '1.23 s'],
  [9999, '10.0 s'],
  [12_345, '12.3 s'],
  [99_999, '1 min 40 s'],
  [100_000, '1 min 40 s'],
  [3_599_600, '1 h 0 min'],
  [3_600_000, '1 h 0 min'],
  [5_400_000, '1 h 30 min'],
])('%f ms reads "%s"', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

// Decimal units as `docker images` prints them.
test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [12_345, '12.3 kB'],
  [99_949, '99.9 kB'],
  [123_456, '123 kB'],
  [999_499, '999 kB'],
  [999_500, '1.00 MB'],
  [83_000_000, '83.0 MB'],
  [1_130_000_000, '1.13 GB'],
  [5e15, '5000 TB'],
])('%f bytes reads "%s"', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0.0 ms'],
  [9.94, '9.9 ms'],
  [167.3, '170 ms'],
  [994, '990 ms'],
  [996, '1.0 s'],
  [6790, '6.8 s'],
  [16_500, '17 s'],
  [99_600, '1.7 min'],
  [95 * 60_000, '95 min'],
  [100 * 60_000, '1.7 h'],
])('%f ms of few samples reads "%s"', (ms, text) => {
  expect(formatRoughMs(ms)).toBe(text);
});

test.each([
  [6580, 7130, '6.6–7.1 s'],
  [6510, 6540, '6.5 s'],
  [849, 1210, '0.85–1.2 s'],
  [42, 167, '42–170 ms'],
])('from %f to %f ms reads "%s"', (low, high, text) => {
  expect(formatRoughRange(low, high)).toBe(text);
});
