import { expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { comparison } from '../compare/comparison.fixture.ts';
import { lean } from './lean.ts';

const images = ['slim', 'alpine', 'single-stage'].map((strategy) => image({ strategy }));
/** Relative to a baseline of 1000 ms, by round. */
const builds = (factors: Readonly<Record<string, readonly number[]>>) =>
  Object.entries({ 'single-stage': new Array<number>(7).fill(1), ...factors }).flatMap(([strategy, list]) =>
    list.map((factor, index) => build({ strategy, round: index + 1, wall_ms: 1000 * factor })),
  );
const comparisons = [
  comparison({ strategy: 'slim' }, { p: 0.4 }),
  comparison({ strategy: 'alpine' }, { p: 0.02 }),
];
const slim = [1.01, 1.02, 1.0, 1.03, 1.01, 1.02, 1.01];

test('of each round the mean over the comparisons is taken, and the interval is that of these means', () => {
  // Both cells together: √(1.01 · 1.01) = 1.01, √(1.02 · 1.0) = 1.00995, …
  const alpine = [1.01, 1.0, 1.02, 0.99, 1.01, 1.0, 1.01];
  const [found] = lean(comparisons, builds({ slim, alpine }), images);
  expect(found).toMatchObject({ scenario: 'cold', comparisons: 2, ps: [0.02, 0.4] });
  expect(found?.ratio).toBeCloseTo(1.01, 4);
  expect(found?.interval?.low).toBeGreaterThan(1.0097);
  expect(found?.interval?.high).toBeLessThanOrEqual(1.01 + 1e-9);
  expect(found?.smallest).toBe(0.01);
});

test('rounds in which nothing can be compared do not count', () => {
  const some = builds({ slim }).filter(({ strategy, round }) => strategy !== 'single-stage' || round > 2);
  const zero = some.map((row) => (row.round === 3 ? { ...row, wall_ms: 0 } : row));
  const [found] = lean([comparison()], zero, images);
  // The logarithms 0.02956, 0.00995, 0.01980, 0.00995 have ten Walsh averages; the 5th is 0.01488, the 6th 0.01976.
  expect(found?.ratio).toBeCloseTo(Math.exp(0.01732), 5);
  // Four rounds have no interval, and nothing is foreseen from them.
  expect(found).not.toHaveProperty('interval');
  expect(found).not.toHaveProperty('smallest');
});

test('without samples nothing leans', () => {
  expect(lean(comparisons, [], images)).toEqual([]);
});
