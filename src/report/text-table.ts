import { markdownTable } from 'markdown-table';
import { plainTable } from './plain-table.ts';

/** A table before it is drawn: for a terminal or as Markdown. */
export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** True for columns that read better flush right. */
  readonly right: readonly boolean[];
  /** The same with less in it, for a terminal that has no room for all. */
  readonly narrower?: () => TextTable;
  /** What a wider form also shows. */
  readonly lacks?: readonly string[];
}

/** In a terminal width is dear: a head that is wider than all of its column breaks at its hyphens. */
export const asTerminal = ({ head, rows, right }: TextTable): string =>
  plainTable(
    head.map((text, index) =>
      rows.some((row) => (row[index] ?? '').length >= text.length) ? text : text.replaceAll('-', '-\n'),
    ),
    rows,
    right,
  );

export const asMarkdown = ({ head, rows, right }: TextTable): string =>
  markdownTable([[...head], ...rows.map((row) => [...row])], {
    align: right.map((flush) => (flush ? 'r' : 'l')),
  });

/** The widest form of a table that a terminal of so many columns has room for; the narrowest one if it has for none. */
export function fitting(table: TextTable, columns: number): TextTable {
  const fits = table.narrower === undefined || widthOf(table) <= columns;
  return fits ? table : fitting(table.narrower(), columns);
}

/** In columns, drawn for a terminal. */
export const widthOf = (table: TextTable): number =>
  Math.max(
    ...asTerminal(table)
      .split('\n')
      .map(({ length }) => length),
  );

/** The most columns a table takes, where it can do with less: it is read, and pasted, where nobody widens a window. */
export const mostColumns = 99;

/** A table without one of its columns. */
export function without({ head, rows, right }: TextTable, column: string): TextTable {
  const place = head.indexOf(column);
  const others = <T>(values: readonly T[]): T[] => values.toSpliced(place, 1);
  return { head: others(head), rows: rows.map(others), right: others(right) };
}
