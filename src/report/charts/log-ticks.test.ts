import { expect, test } from 'vitest';
import { logTicks } from './log-ticks.ts';

test.each<[[number, number], number, number[]]>([
  [[90, 1700], 5, [100, 200, 500, 1000]],
  [[1.4, 3.2], 6, [1.5, 2, 3]],
  [[5, 2e9], 5, [10, 1000, 100_000, 10_000_000, 1_000_000_000]],
  [[8, 9], 5, []],
])('%j with at most %i ticks', (domain, most, ticks) => {
  expect(logTicks(domain, most)).toEqual(ticks);
});
