import { expect, test } from 'vitest';
import { yearCost } from './year-cost.ts';

// By hand: 365 × 10 × 0.5 min × 0.01 = 18.25, and 365 × 100 × 0.2 GB × 0.05 = 365.
test('a year is 365 days of builds by the minute and of pulls by the GB', () => {
  const cost = yearCost(
    { ms: 30_000, pullBytes: 200e6 },
    { builds: 10, pulls: 100, minute: 0.01, gigabyte: 0.05 },
  );
  expect(cost.building).toBeCloseTo(18.25, 9);
  expect(cost.pulling).toBeCloseTo(365, 9);
  expect(cost.all).toBeCloseTo(383.25, 9);
});
