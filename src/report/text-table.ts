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
  const width = Math.max(
    ...asTerminal(table)
      .split('\n')
      .map(({ length }) => length),
  );
  return width <= columns || table.narrower === undefined ? table : fitting(table.narrower(), columns);
}

/** A table without one of its columns. */
export function without({ head, rows, right }: TextTable, column: string): TextTable {
  const place = head.indexOf(column);
  const others = <T>(values: readonly T[]): T[] => values.toSpliced(place, 1);
  return { head: others(head), rows: rows.map(others), right: others(right) };
}
