import { expect, test } from 'vitest';
import { formatRatio } from './format-ratio.ts';

test.each([
  [1, '1.00'],
  [1.066, '1.07'],
  [0.876, '0.88'],
  [0.1, '0.10'],
  [0.0994, '0.099'],
  [0.008_27, '0.0083'],
  [9.994, '9.99'],
  [9.996, '10.0'],
  [99.96, '100'],
  [1234.5, '1235'],
])('%f reads "%s"', (ratio, text) => {
  expect(formatRatio(ratio)).toBe(text);
});
