import { describe, expect, test } from 'vitest';
import { predictedPower, samplesNeeded } from './power.ts';

// That it is the power of the test is shown by simulation.slow.test.ts.
const difference = { effect: 0.05, noise: 0.03, alpha: 0.05 };
const power = (changes: Partial<Parameters<typeof predictedPower>[0]> = {}): number =>
  predictedPower({ ...difference, samples: 10, ...changes });

describe('the predicted power', () => {
  test('is 0 where even separate samples cannot pass', () => {
    for (const samples of [0, 1, 2, 3]) expect(power({ samples, effect: 5 })).toBe(0);
    // 2 ÷ C(8, 4) = 0.029 ≤ 0.05, but not ≤ 0.05 ÷ 15; 2 ÷ C(12, 6) = 0.0022 is.
    expect(power({ samples: 4, effect: 5 })).toBeCloseTo(1, 6);
    expect(power({ samples: 5, effect: 5, alpha: 0.05 / 15 })).toBe(0);
    expect(power({ samples: 6, effect: 5, alpha: 0.05 / 15 })).toBeCloseTo(1, 6);
  });

  test('without an effect is the size of the test, which few samples do not use up', () => {
    // 2 ÷ C(8, 4): only separate sides are significant.
    expect(power({ effect: 0, samples: 4 })).toBeCloseTo(2 / 70, 4);
    for (const samples of [7, 10, 15, 20, 60, 150]) {
      expect(power({ effect: 0, samples })).toBeGreaterThan(0.03);
      expect(power({ effect: 0, samples })).toBeLessThan(0.052);
    }
  });

  test.each([
    ['a larger effect', { effect: 0.06 }],
    ['less noise', { noise: 0.02 }],
    ['more samples', { samples: 15 }],
    ['a larger alpha', { alpha: 0.1 }],
  ])('grows with %s', (_, changes) => {
    expect(power(changes)).toBeGreaterThan(power());
  });

  test('is the same for half and double the time', () => {
    expect(power({ effect: 1, noise: 0.5 })).toBeCloseTo(power({ effect: -0.5, noise: 0.5 }), 12);
  });

  test.each([
    ['without noise a difference is certain', { noise: 0 }, 1],
    ['without noise no difference is none', { noise: 0, effect: 0 }, 0],
    ['an effect beyond all noise is certain', { effect: 3 }, 1],
  ])('%s', (_, changes, expected) => {
    expect(power(changes)).toBe(expected);
  });

  test('passes from counting to approximating without a step', () => {
    for (const samples of [40, 100]) {
      const weak = { effect: 0.012, alpha: 0.05 / 15 };
      const step = power({ ...weak, samples: samples + 1 }) - power({ ...weak, samples });
      expect(Math.abs(step)).toBeLessThan(0.04);
    }
  });
});

describe('the samples needed', () => {
  test.each([
    [0.05, 0.05],
    [0.1, 0.05],
    [0.02, 0.05 / 15],
    [0.01, 0.05 / 72],
    [-0.03, 0.05],
  ])('for an effect of %d at alpha %d are the fewest that reach the power', (effect, alpha) => {
    const samples = samplesNeeded({ effect, noise: 0.03, alpha }) ?? 0;
    expect(power({ effect, alpha, samples })).toBeGreaterThanOrEqual(0.8);
    expect(power({ effect, alpha, samples: samples - 1 })).toBeLessThan(0.8);
  });

  test('are those of Noether’s formula where there are many', () => {
    // N = (1.960 + 0.842)² ÷ (12·¼·(P(X < Y) − ½)²) in all, P(X < Y) = Φ(ln 1.01 ÷ (0.03·√2)) = 0.5927: 305, 153 a side.
    const samples = samplesNeeded({ effect: 0.01, noise: 0.03, alpha: 0.05 }) ?? 0;
    expect(Math.abs(samples - 153)).toBeLessThanOrEqual(3);
  });

  test.each([
    ['without noise: as many as the test needs', { noise: 0 }, 4],
    ['more power: more', { power: 0.95 }, 12],
    ['no effect: none are enough', { effect: 0 }, undefined],
    ['no effect and no noise', { effect: 0, noise: 0 }, undefined],
    ['an effect that drowns', { effect: 1e-6 }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(samplesNeeded({ ...difference, ...changes })).toBe(expected);
  });
});
