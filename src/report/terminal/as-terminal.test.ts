import { describe, expect, test } from 'vitest';
import { asMarkdown } from '../formats/md.ts';
import type { Cells } from '../table.ts';
import { asTerminal, fitting } from './as-terminal.ts';

const table: Cells = {
  head: ['app', 'edit-source', 'edit-deps'],
  rows: [
    ['go', '2.95 s', 'ten characters'],
    ['node', '12.4 s', '–'],
  ],
  right: [false, true, true],
};

test('in a terminal a head breaks where it is wider than all of its column, and only there', () => {
  expect(asTerminal(table)).toMatchInlineSnapshot(`
    "       edit-
    app   source       edit-deps
    ────────────────────────────
    go    2.95 s  ten characters
    node  12.4 s               –
    "
  `);
});

test('in Markdown no head breaks', () => {
  expect(asMarkdown(table)).toMatchInlineSnapshot(`
    "| app  | edit-source |      edit-deps |
    | :--- | ----------: | -------------: |
    | go   |      2.95 s | ten characters |
    | node |      12.4 s |              – |"
  `);
});

const wide: Cells = {
  head: ['app', 'strategy', 'cold', 'warm', 'image', 'user'],
  rows: [
    ['go', 'slim', '16.5 s', '167 ms', '89.9 MB', 'app'],
    ['python', 'single-stage', '9.50 s', '1.25 s', '1.46 GB', 'nonroot'],
  ],
  right: [false, false, true, true, true, false],
  keys: 2,
  breaks: ['image'],
};

describe('a table that is too wide breaks into two', () => {
  test('each with the columns that name a row, at the place that is meant for it', () => {
    expect(asTerminal(wide, 54)).toMatchInlineSnapshot(`
      "app     strategy        cold     warm
      ─────────────────────────────────────
      go      slim          16.5 s   167 ms
      python  single-stage  9.50 s  1.25 s

      app     strategy        image  user
      ──────────────────────────────────────
      go      slim          89.9 MB  app
      python  single-stage  1.46 GB  nonroot
      "
    `);
    expect(asTerminal(wide, 55)).not.toContain('\n\n');
  });

  test('its columns stand closer before it breaks into three', () => {
    expect(asTerminal({ ...wide, breaks: [] }, 37)).toMatchInlineSnapshot(`
      "app     strategy        cold     warm
      ─────────────────────────────────────
      go      slim          16.5 s   167 ms
      python  single-stage  9.50 s  1.25 s

      app    strategy       image user
      ───────────────────────────────────
      go     slim         89.9 MB app
      python single-stage 1.46 GB nonroot
      "
    `);
  });

  test('a name breaks at its blanks, else after a slash, before it breaks into three', () => {
    const names = (name: string): Cells => ({
      head: ['name', 'A', 'B', 'C'],
      rows: [[name, '1.00 s', '2.00 s', '3.00 s']],
      right: [false, true, true, true],
    });
    expect(asTerminal(names('go/slim/cold → go/alpine/cold'), 30)).toMatchInlineSnapshot(`
      "name                 A       B
      ──────────────────────────────
      go/slim/cold →  1.00 s  2.00 s
      go/alpine/cold

      name                 C
      ──────────────────────
      go/slim/cold →  3.00 s
      go/alpine/cold
      "
    `);
    expect(asTerminal(names('registry.example/team/app'), 34).split('\n')).toContain(
      'registry.example/  1.00 s  2.00 s',
    );
  });

  test('only a column that is too wide by itself breaks within its cells, at blanks and commas', () => {
    const text = asTerminal(
      { head: ['key', 'said'], rows: [['k', 'one two,three four,five six']], right: [false, false] },
      15,
    );
    expect(text).toBe(
      ['key said', '─'.repeat(15), 'k   one two,', '    three four,', '    five six', ''].join('\n'),
    );
  });

  test.each([20, 30, 40, 50, 60, 80])('no line is wider than %i columns', (columns) => {
    const lines = asTerminal(wide, columns).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });
});

test('a form with less in its cells is taken where it saves a part', () => {
  const narrower = { ...wide, rows: wide.rows.map((row) => row.with(1, 's')) };
  const table = { ...wide, narrower: () => narrower };
  // The whole takes 55 columns, and 51 where the strategy is as wide as its head.
  expect(fitting(table, 55)).toBe(table);
  expect(fitting(table, 54)).toBe(narrower);
  expect(fitting(table, 51)).toBe(narrower);
  // Both in two parts.
  expect(fitting(table, 50)).toBe(table);
});

test('CJK and emoji take two columns of a terminal, a combining mark none', () => {
  const table: Cells = {
    head: ['file', 'size'],
    rows: [
      ['設計.txt', '1 B'],
      ['🚀', '20 B'],
      ['e\u0301t\u00e9', '3 B'],
    ],
    right: [false, true],
  };
  // Counted by hand: the names take 8, 2 and 3 columns.
  expect(asTerminal(table)).toBe(
    [
      'file      size',
      '──────────────',
      '設計.txt   1 B',
      '🚀        20 B',
      'e\u0301t\u00e9        3 B',
      '',
    ].join('\n'),
  );
});

test('numbers stand under each other at their units, and so does what follows', () => {
  const table: Cells = {
    head: ['cold'],
    rows: [['16.5 s ±2%'], ['167 ms ±14%'], ['9.50 s'], ['–'], ['6 min 42 s']],
    right: [true],
  };
  expect(asTerminal(table)).toMatchInlineSnapshot(`
    "            cold
    ────────────────
        16.5 s   ±2%
         167 ms ±14%
        9.50 s
                   –
    6 min 42 s
    "
  `);
});
