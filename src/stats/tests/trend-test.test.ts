import { describe, expect, test } from 'vitest';
import { trendTest } from './trend-test.ts';

test.each([
  // scipy 1.17.1: kendalltau(range(n), values, method='exact').
  ['eight', [1, 3, 2, 4, 5, 8, 6, 7], 0.005505952380952381],
  ['twelve', [5, 1, 4, 2, 7, 3, 6, 12, 8, 11, 9, 10], 0.008757732750788306],
  ['rising throughout: 2 ÷ 6!', [1, 2, 3, 4, 5, 6], 2 / 720],
  ['falling throughout', [6, 5, 4, 3, 2, 1], 2 / 720],
  // Over all 5040 orders with itertools.permutations.
  ['ties', [1, 1, 2, 2, 3, 1, 4], 576 / 5040],
  ['two values', [1, 1, 1, 2, 2, 2], 2 / 20],
  ['two rounds', [1, 2], 1],
  ['three rounds', [1, 2, 3], 2 / 6],
  ['all equal', [3, 3, 3, 3], 1],
  ['one', [1], 1],
  ['none', [], 1],
])('%s: %j', (_, values, p) => {
  expect(trendTest(values)).toBeCloseTo(p, 12);
});

describe('above 60 values it is approximated', () => {
  const wave = (n: number): number[] =>
    Array.from({ length: n }, (_, index) => ((7 * index) % 30) + index / 6);

  // scipy 1.17.1: kendalltau(range(n), wave, method='exact').
  test.each([
    [60, 0.0068775108969383655, 1e-10],
    [61, 0.01670654944395755, 3e-4],
  ])('%i values', (n, exact, tolerance) => {
    expect(Math.abs(trendTest(wave(n)) - exact)).toBeLessThan(tolerance);
  });

  test('with correction for ties', () => {
    // scipy 1.17.1: kendalltau(range(70), [floor(x) for x in wave], method='asymptotic').
    expect(trendTest(wave(70).map(Math.floor))).toBeCloseTo(0.0027633430853853617, 6);
  });
});
