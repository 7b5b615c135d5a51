import { describe, expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { rankTest } from '../tests/rank-test.ts';
import { relativeNoise } from './interval-forecast.ts';
import { samplesToFind, typicalNoise } from './samples-to-find.ts';

describe('the samples to find a difference', () => {
  // Standard error of the simulated share: √(0.8·0.2 ÷ 1000) = 1.3 points.
  test.each([
    [0.05, 0.03, 12],
    [0.1, 0.03, 1],
    [-0.05, 0.02, 4],
  ])('of %d at noise %d among %i comparisons find it in about 80 %% of the runs', (effect, noise, family) => {
    const draw = gaussian(1);
    const samples = samplesToFind(effect, noise, family) ?? NaN;
    const cell = (middle: number): number[] =>
      Array.from({ length: samples }, () => middle * Math.exp(noise * draw()));
    let found = 0;
    for (let run = 0; run < 1000; run += 1) {
      if (rankTest(cell(1 + effect), cell(1)).p <= 0.05 / family) found += 1;
    }
    expect(found / 1000).toBeGreaterThan(0.75);
    expect(found / 1000).toBeLessThan(0.92);
  });

  test('are more in a larger family, of a smaller effect, for more power, with more noise', () => {
    const few = samplesToFind(0.05, 0.03, 4) ?? NaN;
    for (const more of [
      samplesToFind(0.05, 0.03, 40),
      samplesToFind(0.02, 0.03, 4),
      samplesToFind(0.05, 0.03, 4, 0.95),
      samplesToFind(0.05, 0.06, 4),
    ])
      expect(more).toBeGreaterThan(few);
  });

  test('do not exist without a difference; a family of none is one of one', () => {
    expect(samplesToFind(0, 0.03, 4)).toBeUndefined();
    expect(samplesToFind(0.05, 0.03, 0)).toBe(samplesToFind(0.05, 0.03, 1));
  });
});

describe('the typical noise', () => {
  const [still, noisy, wild] = [
    [100, 101, 99],
    [100, 104, 97],
    [100, 150, 70],
  ];
  test('is that of the median cell', () => {
    expect(typicalNoise([wild, still, noisy])).toBe(relativeNoise(noisy));
  });
  test('leaves out cells of which too little is known', () => {
    expect(typicalNoise([noisy, [100], []])).toBe(relativeNoise(noisy));
    expect(typicalNoise([[100], []])).toBeUndefined();
  });
});
