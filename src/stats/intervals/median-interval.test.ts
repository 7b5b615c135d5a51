import { expect, test } from 'vitest';
import { medianInterval, samplesForInterval } from './median-interval.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

// By hand for 10: depth 2 covers 1 − 2·11/1024 = 97.85 %, depth 3 1 − 2·56/1024 = 89.06 %, so I = 0.3244 and
// λ = 8·I ÷ (2 + 6·I) = 0.6577. All by the formula of the paper with scipy 1.17.1 `stats.binom.cdf`.
test.each([
  [upTo(6), 0.95, 1.357143, 5.642857],
  [upTo(7), 0.95, 1.733333, 6.266667],
  [upTo(10), 0.95, 2.657658, 8.342342],
  [upTo(20), 0.95, 6.235234, 14.764766],
  [upTo(10), 0.99, 1.863128, 9.136872],
  [[4.1, 5.2, 3.9, 6.7, 5.0, 4.4, 4.8, 5.9, 10.2], 0.95, 4.168372, 6.517674],
])('%j at %d: %d to %d', (samples, level, low, high) => {
  const interval = medianInterval(samples, level);
  expect(interval?.low).toBeCloseTo(low, 6);
  expect(interval?.high).toBeCloseTo(high, 6);
});

test.each([
  [0.5, 2],
  [0.9, 5],
  [0.95, 6],
  [0.99, 8],
])('at level %d there is an interval from %i samples on', (level, fewest) => {
  expect(samplesForInterval(level)).toBe(fewest);
  expect(medianInterval(upTo(fewest - 1), level)).toBeUndefined();
  expect(medianInterval(upTo(fewest), level)).toBeDefined();
});

test.each([0, 1, 2, 3, 4, 5])('%i samples have none at 95 %%', (n) => {
  expect(medianInterval(upTo(n))).toBeUndefined();
});

test('samples that are all equal have an interval without width', () => {
  expect(medianInterval([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).toEqual({ low: 0.1, high: 0.1 });
});

test('the order of the samples does not matter, and they are left as they are', () => {
  const samples = Object.freeze([3, 1, 7, 5, 2, 6, 4]);
  expect(medianInterval(samples)).toEqual(medianInterval(upTo(7)));
});

test('more samples of the same spread make it narrower', () => {
  const widths = [6, 7, 8, 9, 10, 20, 50, 200].map((n) => {
    const interval = medianInterval(upTo(n).map((value) => (value - 0.5) / n));
    return (interval?.high ?? NaN) - (interval?.low ?? NaN);
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
});
