import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test.each([
  ['abcdef', 6, 'start', 'abcdef'],
  ['abcdef', 5, 'start', 'abcd…'],
  ['abcdef', 5, 'end', '…cdef'],
  ['abcdef', 1, 'start', '…'],
  ['abcdef', 1, 'end', '…'],
  ['abcdef', -3, 'end', '…'],
  ['', 0, 'start', ''],
] as const)('%j in %i characters, keeping its %s, is %j', (text, width, keep, short) => {
  expect(shorten(text, width, keep)).toBe(short);
});

test.each([
  ['設計図面', 5, 'start', '設計…'],
  ['設計図面', 4, 'end', '…面'],
  ['設計図面', 8, 'end', '設計図面'],
] as const)('of CJK each takes two columns: %j in %i, keeping its %s, is %j', (text, width, keep, short) => {
  expect(shorten(text, width, keep)).toBe(short);
});
