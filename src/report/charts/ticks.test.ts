import { expect, test } from 'vitest';
import { linearTicks, logTicks } from './ticks.ts';

test.each<[[number, number], number, number[]]>([
  [[90, 1700], 5, [100, 200, 500, 1000]],
  [[1.4, 3.2], 6, [1.5, 2, 3]],
  [[5, 2e9], 5, [10, 1000, 100_000, 10_000_000, 1_000_000_000]],
  [[8, 9], 5, []],
])('%j with at most %i ticks', (domain, most, ticks) => {
  expect(logTicks(domain, most)).toEqual(ticks);
});

test.each<[number, number, number[]]>([
  [1.46e9, 110, [0, 1e9]],
  [1.46e9, 400, [0, 5e8, 1e9]],
  [900, 620, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]],
  [7, 10, [0]],
])('0 to %d on %i px', (most, pixels, ticks) => {
  expect(linearTicks(most, pixels)).toEqual(ticks);
});
