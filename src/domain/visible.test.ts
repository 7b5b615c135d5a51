import { describe, expect, test } from 'vitest';
import { visible } from './visible.ts';

describe('a text', () => {
  test.each([
    ['plain', 'ünï  名前 …', 'ünï  名前 …'],
    ['that clears the screen', 'a\x1b[2Jb', 'a\\x1b[2Jb'],
    ['that does so in one byte', 'a\x9b2Jb', 'a\\x9b2Jb'],
    ['that goes back over what is there', 'evil\b\b\b\bgood', 'evil\\x08\\x08\\x08\\x08good'],
    ['that rings and deletes', '\x07\x7f\x00', '\\x07\\x7f\\x00'],
    ['of several lines', 'RUN a\r\n\tb\u2028c', 'RUN a b c'],
    ['that is read from right to left', 'abc\u202ecod.exe', 'abc\\u202ecod.exe'],
    ['that isolates a direction', '\u2066x\u2069', '\\u2066x\\u2069'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

test('is made so wherever it stands; all else stays as it is', () => {
  const value = { a: ['x\x1b', { b: 'y\n' }], count: 0, none: undefined, no: null, yes: true };
  expect(visible(value)).toEqual({ ...value, a: ['x\\x1b', { b: 'y ' }] });
});
