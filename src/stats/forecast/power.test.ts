import { describe, expect, test } from 'vitest';
import { predictedPower, roundsNeeded } from './power.ts';
import { fewestRounds } from './fewest-rounds.ts';

// That it is the power of the test is shown by simulation.slow.test.ts.
const difference = { effect: 0.05, noise: 0.04, comparisons: 15 };
const power = (changes: Partial<Parameters<typeof predictedPower>[0]> = {}): number =>
  predictedPower({ ...difference, rounds: 10, ...changes });

test('a verdict takes 6 rounds at 5 %: 2^(1 − 6) = 0.031, and 2^(1 − 5) = 0.063', () => {
  expect(fewestRounds()).toBe(6);
  expect(fewestRounds(0.01)).toBe(8);
});

describe('the predicted power', () => {
  test('is 0 where not even the largest difference could pass', () => {
    for (const rounds of [0, 1, 2, 3, 4, 5]) expect(power({ rounds, effect: 5 })).toBe(0);
    expect(power({ rounds: 6, effect: 5 })).toBeCloseTo(1, 6);
    expect(power({ rounds: 6, effect: 5, comparisons: 1000 })).toBeCloseTo(1, 6);
  });

  test('without an effect is the part of one comparison in the size of the test', () => {
    // 2 of 64 flips at 7 rounds make p = 0.031, 3 make 0.047.
    expect(power({ effect: 0, rounds: 7, comparisons: 1 })).toBeCloseTo(3 / 64, 4);
    expect(power({ effect: 0, rounds: 7, comparisons: 10 })).toBeCloseTo(1 - (1 - 3 / 64) ** 0.1, 4);
  });

  // P(|T| > t) of a noncentral t with 9 degrees of freedom: scipy 1.17.1, with t = stats.t.isf(level / 2, 9), level = 25 ÷ 512:
  // stats.nct.sf(t, 9, nc) + stats.nct.cdf(-t, 9, nc), nc = √10·ln(1 + effect) ÷ 0.04.
  test.each([
    [0.02, 0.28445],
    [0.04, 0.78381],
    [0.06, 0.98214],
  ])('of a comparison alone is that of Student’s t: %d', (effect, expected) => {
    expect(power({ effect, comparisons: 1 })).toBeCloseTo(expected, 3);
  });

  test.each([
    ['a larger effect', { effect: 0.06 }],
    ['less noise', { noise: 0.03 }],
    ['more rounds', { rounds: 15 }],
    ['a larger alpha', { alpha: 0.1 }],
    ['fewer comparisons', { comparisons: 3 }],
  ])('grows with %s', (_, changes) => {
    expect(power(changes)).toBeGreaterThan(power());
  });

  test('is the same for half and double the time', () => {
    expect(power({ effect: 1, noise: 0.5 })).toBeCloseTo(power({ effect: -0.5, noise: 0.5 }), 12);
  });

  test.each([
    ['without noise a difference is certain', { noise: 0 }, 1],
    ['without noise no difference is none', { noise: 0, effect: 0 }, 0],
  ])('%s', (_, changes, expected) => {
    expect(power(changes)).toBe(expected);
  });
});

describe('the rounds needed', () => {
  test.each([
    [0.05, 1],
    [0.1, 15],
    [0.02, 15],
    [0.01, 72],
    [-0.03, 4],
  ])(
    'for an effect of %d among %i comparisons are the fewest that reach the power',
    (effect, comparisons) => {
      const rounds = roundsNeeded({ ...difference, effect, comparisons }) ?? 0;
      expect(power({ effect, comparisons, rounds })).toBeGreaterThanOrEqual(0.8);
      expect(power({ effect, comparisons, rounds: rounds - 1 })).toBeLessThan(0.8);
    },
  );

  test('are those of the normal distribution where there are many', () => {
    // ((1.960 + 0.842)·0.04 ÷ ln 1.01)² = 127; Student's t takes some more.
    const rounds = roundsNeeded({ effect: 0.01, noise: 0.04, comparisons: 1 }) ?? 0;
    expect(Math.abs(rounds - 128)).toBeLessThanOrEqual(2);
  });

  test.each([
    ['without noise: as many as a verdict needs', { noise: 0 }, 6],
    ['no effect: none are enough', { effect: 0 }, undefined],
    ['no effect and no noise', { effect: 0, noise: 0 }, undefined],
    ['an effect that drowns', { effect: 1e-6 }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(roundsNeeded({ ...difference, ...changes })).toBe(expected);
  });

  test('are more for more power', () => {
    expect(roundsNeeded({ ...difference, power: 0.95 })).toBeGreaterThan(roundsNeeded(difference) ?? NaN);
  });
});
