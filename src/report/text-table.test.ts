import { expect, test } from 'vitest';
import { asMarkdown, asTerminal, fitting, without, type TextTable } from './text-table.ts';

const table: TextTable = {
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

test('a table without a column has everything else', () => {
  expect(without(table, 'edit-source')).toEqual({
    head: ['app', 'edit-deps'],
    rows: [
      ['go', 'ten characters'],
      ['node', '–'],
    ],
    right: [false, true],
  });
});

test.each([
  [28, 3],
  [27, 2],
  [20, 2],
  [19, 1],
  [1, 1],
])(
  'a terminal of %i columns has room for %i of them; the narrowest form is as narrow as it gets',
  (columns, count) => {
    const narrowest = without(without(table, 'edit-source'), 'edit-deps');
    const narrower = { ...without(table, 'edit-source'), narrower: () => narrowest };
    expect(fitting({ ...table, narrower: () => narrower }, columns).head).toHaveLength(count);
  },
);
