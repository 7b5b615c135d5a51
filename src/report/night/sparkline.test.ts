import { expect, test } from 'vitest';
import { sparkline } from './sparkline.ts';

test('the least is the lowest bar, the most the highest; a night without a value is a dot', () => {
  expect(sparkline([1, 2, undefined, 8], 10)).toBe('▁▂·█');
  expect(sparkline([undefined, undefined], 10)).toBe('··');
  expect(sparkline([], 10)).toBe('');
});

test('only the last ones are shown', () => {
  expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 3)).toHaveLength(3);
});

test('noise of 2 % does not fill the height; what never changes is a line in the middle', () => {
  expect(new Set(sparkline([100, 101, 100, 101], 10))).toEqual(new Set(['▄', '▅']));
  expect(sparkline([5, 5, 5], 10)).toBe('▅▅▅');
  expect(sparkline([0, 0], 10)).toBe('▄▄');
});
