import { median } from 'simple-statistics';
import { expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow } from '../../record/rows.fixture.ts';
import { gaussian } from '../noise.fixture.ts';
import { controlRange, steadyUpTo } from './control-times.ts';

const controls = (...times: number[]) =>
  times.map((wall_ms, index) => buildRow({ ...control, phase: 'control', round: index + 1, wall_ms }));

test('the fastest and the slowest control, with their rounds, and how many times one is the other', () => {
  expect(controlRange(controls(2400, 2000, 5000, 2500))).toEqual({
    least: { round: 2, ms: 2000 },
    most: { round: 3, ms: 5000 },
    ratio: 2.5,
  });
});

test('controls that failed, and other builds, do not count', () => {
  const failed = { ...control, phase: 'control', state: 'failed', wall_ms: undefined } as const;
  const builds = [...controls(2000, 2100), buildRow({ ...failed, round: 3 }), buildRow({ wall_ms: 9000 })];
  expect(controlRange(builds)?.ratio).toBeCloseTo(1.05);
});

test('of one round, or none, there is no range', () => {
  expect(controlRange([])).toBeUndefined();
  expect(controlRange(controls(2000))).toBeUndefined();
});

test.each([
  // The expected range of 30 normal draws is 4.09 standard deviations (tables of the studentised range).
  [0.03, 1.13],
  [0.1, 1.51],
])(
  'noise of %d gives %d between the extremes of 30 rounds, in the median of 400 runs',
  (scatter, expected) => {
    const draw = gaussian(1);
    const ratios = Array.from({ length: 400 }, () => {
      const times = Array.from({ length: 30 }, () => 2000 * Math.exp(scatter * draw()));
      return controlRange(controls(...times))?.ratio ?? 0;
    });
    expect(median(ratios)).toBeCloseTo(expected, 1);
    if (scatter < 0.05) expect(Math.max(...ratios)).toBeLessThan(steadyUpTo);
  },
);
