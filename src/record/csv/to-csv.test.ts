import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toCsv } from './to-csv.ts';
import { readCsv } from './read-csv.ts';

interface Row {
  readonly name: string;
  readonly note?: string | undefined;
  readonly count?: number | undefined;
  readonly good?: boolean | undefined;
}
const columns = ['name', 'note', 'count', 'good'] as const;
const csv = (...rows: Row[]): string => toCsv<Row>(columns, rows);
const line = (row: Omit<Row, 'name'>): string =>
  csv({ name: 'x', ...row })
    .split('\n')
    .slice(1)
    .join('\n')
    .trimEnd();

describe('rows become text', () => {
  test('one header line, then one line a row, each ended', () => {
    expect(csv({ name: 'a', note: 'b', count: 1, good: true }, { name: 'c' })).toBe(
      'name,note,count,good\na,b,1,true\nc,,,\n',
    );
  });

  test('columns are those declared, in that order, also where the first row lacks some', () => {
    expect(csv({ name: 'a' }, { good: false, count: 2, name: 'b' })).toBe(
      'name,note,count,good\na,,,\nb,,2,false\n',
    );
  });

  test.each([
    ['false is a word, not nothing', { good: false }, 'x,,,false'],
    ['0 is a number, not nothing', { count: 0 }, 'x,,0,'],
    ['undefined is empty', { count: undefined }, 'x,,,'],
    ['a comma is quoted', { note: 'a,b' }, 'x,"a,b",,'],
    ['a quote is doubled', { note: 'a"b' }, 'x,"a""b",,'],
    ['lines stay in one field', { note: 'a\nb' }, 'x,"a\nb",,'],
    ['a formula is made harmless', { note: '=1+1' }, `x,'=1+1,,`],
    ['so is one that begins with @', { note: '@SUM(A1)' }, `x,'@SUM(A1),,`],
    ['a negative number is not a formula', { count: -1.5 }, 'x,,-1.5,'],
  ])('%s', (_, row, text) => {
    expect(line(row)).toBe(text);
  });

  test('later rows go without a header', () => {
    expect(toCsv<Row>(columns, [{ name: 'a' }], false)).toBe('a,,,\n');
  });
});

describe('what was written is what is read', () => {
  const schema = z.object({ name: z.string(), note: z.string() });
  test.each([
    'plain',
    'a,b',
    'a"b',
    'a\nb\n',
    '=1+1',
    '-x',
    '+x',
    '@x',
    '\tx',
    "'quoted'",
    'ünï',
    '\u{FEFF}x',
  ])('%j', (note) => {
    const text = toCsv<{ name: string; note: string }>(['name', 'note'], [{ name: 'a', note }]);
    expect(readCsv('f.csv', text, schema)).toEqual([{ name: 'a', note }]);
  });
});
