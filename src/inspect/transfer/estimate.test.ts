import { expect, test } from 'vitest';
import { transferEstimateMs, transferEstimates } from './estimate.ts';

// 125 MB are 1000 Mbit.
test('125 MB take 100, 10 and 1 s at 10, 100 and 1000 Mbit/s', () => {
  expect(transferEstimates(125_000_000)).toEqual([
    { bitsPerSecond: 10_000_000, ms: 100_000 },
    { bitsPerSecond: 100_000_000, ms: 10_000 },
    { bitsPerSecond: 1_000_000_000, ms: 1000 },
  ]);
});

test('nothing takes no time', () => {
  expect(transferEstimateMs(0, 1)).toBe(0);
});
