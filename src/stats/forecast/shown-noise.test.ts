import { median } from 'simple-statistics';
import { expect, test } from 'vitest';
import { buildRow } from '../../record/rows.fixture.ts';
import { gaussian } from '../noise.fixture.ts';
import { expectedHalfWidth } from './interval-forecast.ts';
import { shownNoise } from './shown-noise.ts';

const rows = (times: readonly number[]) =>
  times.map((wall_ms, index) => buildRow({ round: index + 1, wall_ms }));

test('with the noise that an interval shows, the interval that is there would have been expected', () => {
  // Of nine samples the interval ends between the second and the third from either side (by hand: 980 … 1020 at least).
  const noise = shownNoise(rows([960, 970, 980, 990, 1000, 1010, 1020, 1030, 1040])).get('go/slim/cold') ?? 0;
  const halfWidth = expectedHalfWidth(noise, 9) ?? 0;
  expect(halfWidth * 1000).toBeGreaterThan(20);
  expect(halfWidth * 1000).toBeLessThan(30);
});

test('of normal samples it is their standard deviation, in the median of many runs', () => {
  const draw = gaussian(3);
  const found = Array.from({ length: 300 }, () =>
    shownNoise(rows(Array.from({ length: 20 }, () => 1000 * (1 + 0.05 * draw())))).get('go/slim/cold'),
  );
  expect(median(found.map((noise) => noise ?? 0))).toBeCloseTo(0.05, 2);
});

test('cells without an interval are left out: below six samples, and without a build that counts', () => {
  expect(shownNoise(rows([1, 2, 3, 4, 5]))).toEqual(new Map());
  const failed = rows([1, 2, 3, 4, 5, 6, 7]).map((row) => ({ ...row, state: 'invalid' as const }));
  expect(shownNoise(failed)).toEqual(new Map());
});
