import { describe, expect, test } from 'vitest';
import { gaussian } from '../../src/stats/noise.fixture.ts';
import { bestSplit, changePoints } from './change-points.ts';

const places = (values: readonly number[]): number[] => changePoints(values).map(({ place }) => place);
/** Steps of +0.1, −0.05 and +0.06 at 60, 95 and 150, in noise of 0.06. */
const noisy = (seed: number): number[] => {
  const draw = gaussian(seed);
  return Array.from(
    { length: 200 },
    (_, night) =>
      1 + (night >= 60 ? 0.1 : 0) - (night >= 95 ? 0.05 : 0) + (night >= 150 ? 0.06 : 0) + 0.06 * draw(),
  );
};
const wave = [0, 0.012, -0.018, 0.025, -0.006, -0.022, 0.016, 0.004, -0.011, 0.021, -0.027];
const waves = (length: number, level: (night: number) => number): number[] =>
  Array.from({ length }, (_, night) => level(night) + (wave[night % wave.length] ?? 0));

describe('by hand', () => {
  test('a clean step is where the values fall apart: 2 · 2 / 4 of twice the distance', () => {
    // Across: four pairs at a distance of 3. Within: nothing. 2 / 4 · 12 = 6.
    expect(bestSplit([1, 1, 4, 4])).toEqual({ place: 2, divergence: 6 });
  });

  test('what comes after the end of the second part does not count', () => {
    // [0 0 0] against [9 9]: 2 / 5 · 54 = 21.6. With the 0 behind: 2 / 6 · (54 − 3 · 18 / 2) = 9.
    expect(bestSplit([0, 0, 0, 9, 9, 0]).place).toBe(3);
    expect(bestSplit([0, 0, 0, 9, 9, 0]).divergence).toBeCloseTo(21.6, 12);
  });

  test('levels are the means between change points', () => {
    const [point, ...more] = changePoints([...waves(44, () => 1), ...waves(44, () => 2)]);
    expect(more).toEqual([]);
    expect(point?.place).toBe(44);
    // The wave adds up to −0.006 in 11 nights.
    expect(point?.before).toBeCloseTo(1 - 0.006 / 11, 12);
    expect(point?.after).toBeCloseTo(2 - 0.006 / 11, 12);
  });

  test.each([[[]], [[1]], [[1, 2]], [[1, 1, 1, 1]]])('nothing in %j', (values) => {
    expect(places(values)).toEqual([]);
  });
});

describe('as apache-otava 0.8.0 (PyPI) with its defaults', () => {
  test.each([
    ['a step', waves(60, (night) => (night >= 40 ? 1.2 : 1)), [[40, 6.648528022567437e-46]]],
    ['its first night alone', waves(41, (night) => (night >= 40 ? 1.2 : 1)), [[40, 1.2920784436300568e-14]]],
    ['no step', waves(100, () => 1), []],
    // First found: 40, 54, 57, 60 and 95.
    ['weak ones that go', noisy(7), [[40, 0.00033738735785013226]]],
    [
      'many weak ones, of several windows',
      noisy(34),
      [
        [1, 0.00015353707328548793],
        [60, 8.504918369196747e-14],
        [144, 8.089602847616487e-6],
      ],
    ],
  ])('%s', (_, values, expected) => {
    const found = changePoints(values);
    expect(found.map(({ place }) => place)).toEqual(expected.map(([place]) => place));
    for (const [index, { p }] of found.entries())
      expect(Math.abs(p - (expected[index]?.[1] ?? NaN))).toBeLessThan(1e-12);
  });
});

test('a series that grows, and keeps what full windows have, is judged as one that is new', () => {
  const values = noisy(60);
  const known = new Map<number, readonly number[]>();
  for (let nights = 1; nights <= values.length; nights += 1)
    expect(changePoints(values.slice(0, nights), known)).toEqual(changePoints(values.slice(0, nights)));
  expect(known.size).toBeGreaterThan(3);
});
