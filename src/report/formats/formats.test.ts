import { describe, expect, test } from 'vitest';
import type { Report } from '../format.ts';
import { formats } from './index.ts';

/** A table of any kind: no format knows its name. */
const report: Report = {
  tables: [
    {
      title: 'what they cost',
      cells: {
        head: ['thing', 'price'],
        rows: [
          ['apple', '12 €'],
          ['設計', '7 €'],
        ],
        right: [false, true],
      },
      footnotes: ['prices are of today'],
    },
    { footnotes: ['of pears nothing is known'] },
  ],
};

describe.each(formats.map((format) => [format.id, format] as const))('%s', (_, format) => {
  test('prints each cell of a table that it has never seen, and for a person also its title and footnotes', () => {
    const text = format.print(report);
    const cells = ['thing', 'price', 'apple', '12 €', '設計', '7 €'];
    const words = ['hat they cost', 'prices are of today', 'of pears nothing is known'];
    for (const part of format.isForPrograms ? cells : [...cells, ...words]) expect(text).toContain(part);
  });

  test('has an id, a place and a switch that no other one has', () => {
    const others = formats.filter((other) => other !== format);
    expect(others.map(({ id }) => id)).not.toContain(format.id);
    expect(others.map(({ order }) => order)).not.toContain(format.order);
    if (format.option !== undefined) expect(others.map(({ option }) => option)).not.toContain(format.option);
  });
});

const [terminal] = formats.filter(({ id }) => id === 'text');

test('in a terminal the footnotes of all tables stand below the last one', () => {
  expect(terminal?.print({ ...report, lead: [['A  ', 'a shop']], end: ['rows: there'] })).toBe(
    [
      'A  a shop',
      'what they cost:',
      '',
      'thing  price',
      '────────────',
      'apple   12 €',
      '設計     7 €',
      '',
      '  prices are of today',
      '  of pears nothing is known',
      '  rows: there',
      '',
    ].join('\n'),
  );
});

test('a table that has a way of its own to be drawn is drawn in it, as wide as the terminal is', () => {
  const tables = [{ ...report.tables[0], drawn: (columns: number) => `${columns} columns\n` }];
  expect(terminal?.print({ tables }, 80)).toMatch(/^80 columns\n/);
});
