import { expect, test } from 'vitest';
import { listText } from './list-text.ts';

test.each([
  ['a', 'a'],
  ['a b c d e f g', 'a, b, c, d, e, f, g'],
  ['a b c d e f g h', 'a, b, c, d, e, f and 2 more'],
])('of the names %s are shown: %s', (letters, text) => {
  expect(listText(letters.split(' '))).toBe(text);
});
