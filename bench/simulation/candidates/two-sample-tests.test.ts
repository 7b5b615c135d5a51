import { expect, test } from 'vitest';
import { brunnerMunzel, mannWhitney, shiftInterval, studentP, welch } from './two-sample-tests.ts';

const one = Float64Array.of(1.1, 2.3, 0.7, 4.2, 3.3, 2.8, 1.9);
const other = Float64Array.of(0.2, 1.4, 2.5, 0.3, 0.9, 1.0, 0.1);

// By scipy 1.17: ttest_ind(equal_var=False), brunnermunzel, mannwhitneyu(method='exact'), 2 * t.sf(2.1, 7.3).
test.each([
  ['Welch', welch(one, other), 0.0295235638],
  ['Brunner-Munzel', brunnerMunzel(one, other), 0.0108131001],
  ['Mann-Whitney', mannWhitney(one, other), 0.0378787879],
  ['Student', studentP(2.1, 7.3), 0.0722467134],
])('%s', (_, p, expected) => {
  expect(p).toBeCloseTo(expected, 8);
});

test('the interval of the shift lies between the 9th smallest and largest of the 49 differences', () => {
  // By numpy; 2·P(U ≤ 8) = 0.038, 2·P(U ≤ 9) = 0.053.
  const [low, high] = shiftInterval(one, other) ?? [];
  expect(low).toBeCloseTo(0.1, 12);
  expect(high).toBeCloseTo(2.8, 12);
});

test('sides that do not overlap are certain, equal placements are not', () => {
  const above = one.map((value) => value + 10);
  expect(brunnerMunzel(above, other)).toBe(0);
  expect(mannWhitney(above, other)).toBeCloseTo(2 / 3432, 12);
});
