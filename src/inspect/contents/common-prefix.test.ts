import { expect, test } from 'vitest';
import { commonPrefix } from './common-prefix.ts';

test.each([
  ['abc', 'abd', 2],
  ['abc', 'ab', 2],
  ['ab', 'abc', 2],
  ['abc', '', 0],
  ['', '', 0],
  ['abc', 'xbc', 0],
  ['abc', 'abc', 3],
])('layers %s and %s share %i from the bottom', (a, b, shared) => {
  expect(commonPrefix(Array.from(a), Array.from(b))).toBe(shared);
});
