import { expect, test } from 'vitest';
import { countChangeText, sizeChangeText } from './exact-text.ts';

test.each([
  [83_000_000, 83_000_000, '='],
  [83_000_000, 84_079_000, '+1.3 %'],
  [83_000_000, 73_000_000, '-12 %'],
  [10_000, 10_994, '+9.9 %'],
  [10_000, 10_996, '+10 %'],
  [83_000_000, 83_000_512, '+512 B'],
  [83_000_000, 82_960_000, '-40.0 kB'],
  [0, 2000, '+2.00 kB'],
])('from %i to %i bytes reads "%s"', (before, after, text) => {
  expect(sizeChangeText(before, after)).toBe(text);
});

test.each([
  [5, 5, '='],
  [5, 7, '+2'],
  [5, 4, '-1'],
])('from %i to %i layers reads "%s"', (before, after, text) => {
  expect(countChangeText(before, after)).toBe(text);
});
