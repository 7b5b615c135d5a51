import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { StagebenchError } from '../../src/domain/errors.ts';
import { printError } from './print-error.ts';
import { wrapped, writeWords } from './wrapped.ts';

const text = 'error USAGE: one two three four\n  what to do: five six';

test.each<[string, number, string]>([
  ['stays as it is where it has room', 80, text],
  ['stays as it is without a width', Infinity, text],
  [
    'is broken between words, set in two columns further',
    20,
    'error USAGE: one\n  two three four\n  what to do: five\n    six',
  ],
  [
    'has a long word on a line of its own',
    8,
    'error\n  USAGE:\n  one\n  two\n  three\n  four\n  what\n    to\n    do:\n    five\n    six',
  ],
])('a text %s', (_, columns, broken) => {
  expect(wrapped(text, columns)).toBe(broken);
});

test('a path is never broken, so that it can be copied', () => {
  expect(wrapped('rows: /a/long/path/to/rows', 12)).toBe('rows:\n  /a/long/path/to/rows');
});

/** A stream that keeps what is written to it; a terminal if it has columns. */
function stream(columns?: number) {
  const kept = new PassThrough();
  return columns === undefined ? kept : Object.assign(kept, { isTTY: true as const, columns });
}

describe('an error', () => {
  const error = new StagebenchError('NO_RUN', 'There is no finished run in results.', { where: 'results' });
  const widest = (shown: string) => Math.max(...shown.split('\n').map((line) => line.length));
  const printed = (to: PassThrough): string => {
    printError(error, to, false);
    return String(to.read());
  };

  test.each([60, 40])('fits into a terminal of %i columns', (columns) => {
    const shown = printed(stream(columns));
    expect(widest(shown)).toBeLessThanOrEqual(columns);
    const words = (one: string): string[] => one.split(/\s+/);
    expect(words(shown)).toEqual(words(printed(stream())));
  });

  test('has one line for each of its parts in a pipe', () => {
    expect(printed(stream()).trimEnd().split('\n')).toHaveLength(3);
  });
});

test('a terminal that does not know its width is taken for one of 80 columns', () => {
  const unknown = stream(0);
  writeWords(unknown, 'word '.repeat(20).trimEnd());
  expect(String(unknown.read()).split('\n')[0]).toBe('word '.repeat(15).trimEnd());
});
