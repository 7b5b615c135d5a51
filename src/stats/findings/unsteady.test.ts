import { expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { steadyUpTo, unsteady } from './unsteady.ts';

/** Cells of 10 rounds, whose builds scatter by `noise`; round 7 takes `slower` times as long. */
function cells(count: number, noise: number, slower: number, seed: number) {
  const draw = gaussian(seed);
  return Array.from({ length: count }, (_, place) =>
    Array.from({ length: 10 }, (_, index) => ({
      round: index + 1,
      wallMs: 100 * (place + 1) * Math.exp(noise * draw()) * (index === 6 ? slower : 1),
    })),
  );
}

test('a round in which all builds took longer is named, with the fastest one', () => {
  expect(unsteady(cells(18, 0.02, 1.4, 1))).toMatchObject({ slowest: 7, cells: 18 });
  expect(unsteady(cells(18, 0.02, 1.4, 1))?.ratio).toBeCloseTo(1.4, 1);
});

test.each([
  ['alike', cells(18, 0.02, 1, 1)],
  ['told of by too few cells', cells(5, 0.02, 1.4, 1)],
])('rounds that are %s are not', (_, some) => {
  expect(unsteady(some)).toBeUndefined();
});

test.each([
  // The expected range of 10 normal draws is 3.08 standard deviations, and the median of n draws has one of 1.25 ÷ √n.
  [6, 0.03, 0],
  [6, 0.07, 0.4],
  [36, 0.07, 0],
])(
  'of %i cells whose builds scatter by %d at most %d of the runs are called unsteady by chance',
  (count, noise, most) => {
    const runs = Array.from({ length: 300 }, (_, seed) => unsteady(cells(count, noise, 1, seed + 1)));
    const called = runs.filter((found) => found !== undefined);
    expect(called.length / runs.length).toBeLessThanOrEqual(most);
    for (const { ratio } of called) expect(ratio).toBeGreaterThan(steadyUpTo);
  },
);
