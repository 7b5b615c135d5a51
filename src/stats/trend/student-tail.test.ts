import { expect, test } from 'vitest';
import { studentTail } from './student-tail.ts';

/* The values are those of printed tables of the distribution. */

test.each([
  [1, 12.706, 0.025],
  [2, 4.303, 0.025],
  [5, 2.015, 0.05],
  [8, 3.355, 0.005],
  [9, 1.833, 0.05],
  [9, 4.297, 0.001],
  [10, 2.228, 0.025],
  [30, 3.385, 0.001],
])('with %i degrees of freedom %f has %f above it', (freedom, t, above) => {
  expect(studentTail(t, freedom)).toBeCloseTo(above, 4);
  expect(studentTail(-t, freedom)).toBeCloseTo(1 - above, 4);
});

test('half lies above 0, and nothing above infinity', () => {
  expect(studentTail(0, 9)).toBe(0.5);
  expect(studentTail(Infinity, 9)).toBe(0);
  expect(studentTail(-Infinity, 9)).toBe(1);
});

test('what is no number, or no freedom, is refused', () => {
  expect(() => studentTail(NaN, 9)).toThrow(RangeError);
  expect(() => studentTail(1, 0)).toThrow(RangeError);
});
