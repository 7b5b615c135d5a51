import { expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { comparison } from './comparison.fixture.ts';
import { plantedDifferences } from './planted-differences.ts';

/** A baseline of 1,000 ms that goes up and down by 20 ms. */
const builds = Array.from({ length: 8 }, (_, index) =>
  build({ strategy: 'single-stage', round: index + 1, wall_ms: index % 2 === 0 ? 980 : 1020 }),
);
const images = [image({ strategy: 'single-stage' }), image({ strategy: 'slim' })];
const found = comparison({}, { baselineMedianMs: 1000 });

test('the share is of the baseline’s own median, not of what was meant', () => {
  expect(plantedDifferences([found], { 'go/slim': 50 }, builds, images)).toMatchObject([
    { sleepMs: 50, share: 0.05, comparison: found },
  ]);
});

test('more is easier to find, and nothing is found only by error', () => {
  const power = (sleepMs: number) =>
    plantedDifferences([found], { 'go/slim': sleepMs }, builds, images)[0]?.power ?? Number.NaN;
  expect(power(200)).toBeGreaterThan(0.99);
  expect(power(50)).toBeGreaterThan(power(20));
  expect(power(0)).toBeLessThanOrEqual(0.05);
});

test('a comparison in which nothing was planted, or of a baseline without samples, is left out', () => {
  expect(plantedDifferences([found], {}, builds, images)).toEqual([]);
  expect(plantedDifferences([found], { 'go/slim': 50 }, [], images)).toEqual([]);
});
