import { describe, expect, test } from 'vitest';
import { printable } from './layer-entry.ts';

/** A path as the layers have it: each character one byte. */
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  ).toString('latin1');

describe('text stays what it is', () => {
  test.each([
    'usr/bin/app',
    'größe',
    '日本語/ファイル',
    'emoji 🐳',
    'with blank',
    'e\u0301',
    '\uFFFD itself',
    '\uFEFFmark',
    '',
  ])('%j', (text) => {
    expect(printable(bytes(text))).toBe(text);
  });
});

describe('bytes that are no UTF-8 are told by their number', () => {
  test.each([
    ['latin1', bytes('caf', 0xe9), 'caf\\xe9'],
    ['between good ones', bytes('ö', 0xff, 'ß'), 'ö\\xffß'],
    ['several', bytes(0xfe, 0xff), '\\xfe\\xff'],
    ['a character that is torn', bytes('a', 0xe6, 0x97), 'a\\xe6\\x97'],
    ['a character that is torn, then a good one', bytes(0xf0, 0x9f, 0x90, 'é'), '\\xf0\\x9f\\x90é'],
    ['a continuation alone', bytes(0x80, 'a'), '\\x80a'],
    ['a slash written too long', bytes(0xc0, 0xaf), '\\xc0\\xaf'],
    ['half of a surrogate pair', bytes(0xed, 0xa0, 0x80), '\\xed\\xa0\\x80'],
    ['beyond Unicode', bytes(0xf5, 0x80, 0x80, 0x80), '\\xf5\\x80\\x80\\x80'],
    ['beside the sign for it', bytes('\uFFFD', 0xff), '\uFFFD\\xff'],
  ])('%s', (_, path, text) => {
    expect(printable(path)).toBe(text);
  });
});

describe('nothing acts on the terminal', () => {
  test.each([
    ['a colour', bytes('\x1b[31mred\x1b[0m'), '\\x1b[31mred\\x1b[0m'],
    ['a new title', bytes('\x1b]0;title\x07'), '\\x1b]0;title\\x07'],
    ['a new line', bytes('a\nb\r\tc'), 'a\\x0ab\\x0d\\x09c'],
    ['a backspace and a delete', bytes('a\b\x7f'), 'a\\x08\\x7f'],
    ['a byte of zero', bytes('a\0b'), 'a\\x00b'],
    ['one of the control characters beyond ASCII', bytes('\u009b31m'), '\\x9b31m'],
    ['their bytes without UTF-8', bytes(0x9b, '31m'), '\\x9b31m'],
    ['beside bad bytes', bytes(0xff, '\x1b[2J'), '\\xff\\x1b[2J'],
  ])('%s', (_, path, text) => {
    expect(printable(path)).toBe(text);
  });
});
