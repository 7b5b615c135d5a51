import { expect, test } from 'vitest';
import { printed } from './printed.ts';
import { jsonText } from './visible.ts';

const hostile = 'a\x1b]0;owned\x07\x9b2J\x7f\u202eb';

test('what is printed keeps its lines and columns, and nothing in it acts or tells a secret', () => {
  expect(printed(`one\ttwo\r\n${hostile}\rthree\ntcp://u:p@h\n`)).toBe(
    'one\ttwo\na\\x1b]0;owned\\x07\\x9b2J\\x7f\\u202eb\\x0dthree\ntcp://***@h\n',
  );
});

test('JSON is read back as it was, and printing finds nothing in it to change', () => {
  const value = { [hostile]: [hostile, 'c\n\u2028d', { plain: 'ünï' }] };
  const text = jsonText(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(printed(text)).toBe(text);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});
