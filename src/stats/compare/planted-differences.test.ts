import { expect, test } from 'vitest';
import { comparison } from './comparison.fixture.ts';
import { plantedDifferences } from './planted-differences.ts';

/** A baseline of 1,000 ms; the ratio varies by 3 % from round to round. */
const found = comparison({}, { baselineMedianMs: 1000, noise: 0.03, familySize: 3 });

test('the share is of the baseline’s own median, not of what was meant', () => {
  expect(plantedDifferences([found], { 'go/slim': 50 })).toMatchObject([
    { sleepMs: 50, share: 0.05, comparison: found },
  ]);
});

test('more is easier to find, and nothing is found only by error', () => {
  const power = (sleepMs: number) =>
    plantedDifferences([found], { 'go/slim': sleepMs })[0]?.power ?? Number.NaN;
  expect(power(200)).toBeGreaterThan(0.99);
  expect(power(50)).toBeGreaterThan(power(20));
  expect(power(0)).toBeLessThanOrEqual(0.05);
});

test('a comparison in which nothing was planted, or of a baseline without samples, is left out', () => {
  expect(plantedDifferences([found], {})).toEqual([]);
  const time = { id: 'go/slim/cold', samples: 0, baselineSamples: 0, verdict: { kind: 'none' } } as const;
  expect(plantedDifferences([{ ...found, time }], { 'go/slim': 50 })).toEqual([]);
});

test('nothing is foreseen where the noise is not known', () => {
  const unknown = comparison({}, { baselineMedianMs: 1000 });
  expect(plantedDifferences([unknown], { 'go/slim': 50 })[0]).not.toHaveProperty('power');
});
