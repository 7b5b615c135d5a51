import { median } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { medianInterval } from '../intervals/median-interval.ts';
import { gaussian } from '../noise.fixture.ts';
import { expectedHalfWidth, relativeNoise, samplesForHalfWidth } from './interval-forecast.ts';

const draw = gaussian(1);
const cell = (n: number): number[] => Array.from({ length: n }, () => 1000 * (1 + 0.03 * draw()));
const average = (repetitions: number, one: () => number): number =>
  Array.from({ length: repetitions }, one).reduce((sum, value) => sum + value, 0) / repetitions;

describe('the expected half width', () => {
  // Standard error of the simulated mean: below 0.5 %.
  test.each([6, 7, 8, 9, 10, 12, 15, 20, 30])('of %i samples is that of the interval, within 3 %%', (n) => {
    const simulated = average(8000, () => {
      const samples = cell(n);
      const interval = medianInterval(samples);
      return ((interval?.high ?? NaN) - (interval?.low ?? NaN)) / 2 / median(samples);
    });
    const ratio = (expectedHalfWidth(0.03, n) ?? NaN) / simulated;
    expect(ratio).toBeGreaterThan(0.97);
    expect(ratio).toBeLessThan(1.03);
  });

  test('of many samples is the limit: 1.96·1.2533·noise ÷ √n', () => {
    expect(expectedHalfWidth(0.03, 10_000)).toBeCloseTo(0.000737, 5);
  });

  test('shrinks with every sample, but for less than a thousandth', () => {
    for (let n = 7; n < 300; n += 1) {
      const [fewer, more] = [expectedHalfWidth(0.03, n - 1), expectedHalfWidth(0.03, n)];
      expect(more, `${n} samples`).toBeLessThan((fewer ?? NaN) * 1.001);
    }
  });

  test('is proportional to the noise', () => {
    expect(expectedHalfWidth(0, 10)).toBe(0);
    expect(expectedHalfWidth(0.1, 10)).toBeCloseTo(10 * (expectedHalfWidth(0.01, 10) ?? NaN), 12);
  });

  test.each([0, 1, 2, 5])('of %i samples: none', (n) => {
    expect(expectedHalfWidth(0.03, n)).toBeUndefined();
  });
});

describe('the samples for a half width', () => {
  test.each([0.03, 0.02, 0.01, 0.005, 0.001])('of %d are the fewest', (target) => {
    const samples = samplesForHalfWidth(0.03, target) ?? NaN;
    expect(expectedHalfWidth(0.03, samples)).toBeLessThanOrEqual(target);
    if (samples > 6) expect(expectedHalfWidth(0.03, samples - 1)).toBeGreaterThan(target);
  });

  test.each([
    ['any target: at least those of an interval', 0.001, 1, 6],
    ['no noise', 0, 0.01, 6],
    ['no noise, no width', 0, 0, 6],
    ['noise, but no width', 0.01, 0, undefined],
  ])('%s', (_, noise, target, samples) => {
    expect(samplesForHalfWidth(noise, target)).toBe(samples);
  });
});

describe('the relative noise', () => {
  // Standard error below 0.8 %; the published factors are right to 1 %.
  test.each([2, 3, 4, 5, 6, 7, 10, 20])('of %i samples is unbiased', (n) => {
    expect(average(10_000, () => relativeNoise(cell(n)) ?? NaN) / 0.03).toBeCloseTo(1, 1.2);
  });

  test.each([
    // Median 1000, deviations 0, 10, 20, 20, 30: 1.206·1.4826·20 ÷ 1000.
    ['five samples', [1000, 1010, 980, 1020, 970], 0.0357603],
    // √π/2·20 ÷ 1000.
    ['two samples', [990, 1010], 0.0177319],
    ['one outlier in seven', [1000, 1000, 1000, 1000, 1000, 1000, 9000], 0],
    ['all equal', [5, 5, 5], 0],
  ])('of %s', (_, samples, noise) => {
    expect(relativeNoise(samples)).toBeCloseTo(noise, 6);
  });

  test.each([[[]], [[1000]], [[0, 0, 0]]])('of %j is not known', (samples) => {
    expect(relativeNoise(samples)).toBeUndefined();
  });
});
