import { describe, expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { pairedShift } from './paired-shift.ts';

test('is the median of the Walsh averages, between those at which the signed-rank test turns', () => {
  // The 36 averages sorted by numpy: the 18th and 19th are 0.075 and 0.08, the 4th 0.005, the 33rd 0.12. By
  // scipy.stats.wilcoxon(d - shift, method='exact') p is 0.039 just below 0.005 and 0.055 just above.
  const shift = pairedShift([0.1, 0.12, -0.08, 0.11, 0.09, 0.13, 0.02, 0.05]);
  expect(shift?.estimate).toBeCloseTo(0.0775, 12);
  expect(shift?.interval?.low).toBeCloseTo(0.005, 12);
  expect(shift?.interval?.high).toBeCloseTo(0.12, 12);
});

describe('few differences', () => {
  test('of none there is nothing', () => {
    expect(pairedShift([])).toBeUndefined();
  });

  test.each([1, 2, 5])('of %i there is no interval of 95 %%', (n) => {
    const shift = pairedShift(Array.from({ length: n }, (_, index) => index));
    expect(shift).toEqual({ estimate: (n - 1) / 2 });
  });

  // 2 ÷ 2^6 = 3.1 % are outside of all six.
  test('of six it goes from the smallest to the largest', () => {
    expect(pairedShift([6, 1, 5, 2, 4, 3])?.interval).toEqual({ low: 1, high: 6 });
  });
});

test('equal differences have an interval without width', () => {
  expect(pairedShift([2, 2, 2, 2, 2, 2, 2])).toEqual({ estimate: 2, interval: { low: 2, high: 2 } });
});

test('of many it is found without making all averages, and is the same', () => {
  const draw = gaussian(1);
  const many = Array.from({ length: 201 }, draw);
  const averages = many
    .flatMap((one, index) => many.slice(index).map((other) => (one + other) / 2))
    .sort((one, other) => one - other);
  const shift = pairedShift(many);
  expect(shift?.estimate).toBeCloseTo(averages[(averages.length - 1) / 2] ?? NaN, 10);
  // 20301 averages. Normal: 10150.5 + ½ − 1.96·√(201·202·403 ÷ 24) = 8532.6.
  expect(shift?.interval?.low).toBeCloseTo(averages[8531] ?? NaN, 10);
  expect(shift?.interval?.high).toBeCloseTo(averages[averages.length - 8532] ?? NaN, 10);
});

test('20,000 differences are no burden', () => {
  const draw = gaussian(2);
  const shift = pairedShift(Array.from({ length: 20_000 }, draw));
  expect(Math.abs(shift?.estimate ?? NaN)).toBeLessThan(0.03);
});
