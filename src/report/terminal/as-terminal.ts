import stringWidth from 'string-width';
import type { Cells } from '../table.ts';
import { drawn, tableColumn, widthOfColumns, type TableColumn } from './plain-table.ts';

/**
 * Drawn for a terminal of so many columns. One that is too wide breaks into several, each with the columns that name a
 * row; only a column that is too wide by itself breaks within its cells.
 */
export function asTerminal(table: Cells, columns = Infinity): string {
  const parts = partsOf(table, columns);
  return parts.map((part) => drawn(part, widthOfColumns(part, 2) <= columns ? 2 : 1, columns)).join('\n');
}

/** The form of a table that a terminal of so many columns shows in the fewest parts; of these, the one that has most. */
export function fitting(table: Cells, columns: number): Cells {
  const narrower = table.narrower?.();
  if (narrower === undefined) return table;
  const next = fitting(narrower, columns);
  return partsOf(next, columns).length < partsOf(table, columns).length ? next : table;
}

/** In columns, drawn for a terminal that has room for all. */
export const widthOf = (table: Cells): number => widthOfColumns(columnsOf(table, /(?<=-)/u));

/** The columns of a table in as many parts as a terminal has to have for them, one under the other. */
function partsOf(table: Cells, columns: number): TableColumn[][] {
  const whole = columnsOf(table, /(?<=-)/u);
  if (widthOfColumns(whole) <= columns) return [whole];
  const all = columnsOf(table, /(?<=[- ])/u);
  const { keys = 1 } = table;
  const [names, others] = [all.slice(0, keys), all.slice(keys)];
  const groups = grouped(others, table.head.slice(keys), table.breaks ?? []);
  // A third table is harder to read than columns that stand close, or names in two lines.
  const ways = [names, names.map(brokenName(/(?<= )/u)), names.map(brokenName(/(?<=[ /])/u))].flatMap(
    (keyColumns) =>
      [2, 1].map((gap) => split(keyColumns, groups, (part) => widthOfColumns(part, gap) <= columns)),
  );
  const fewest = Math.max(2, Math.min(...ways.map(({ length }) => length)));
  return ways.find(({ length }) => length <= fewest) ?? [all];
}

/** Columns that stay together while there is room. */
function grouped(
  columns: readonly TableColumn[],
  heads: readonly string[],
  breaks: readonly string[],
): TableColumn[][] {
  const groups: TableColumn[][] = [[]];
  for (const [index, column] of columns.entries())
    if (breaks.includes(heads[index] ?? '')) groups.push([column]);
    else groups.at(-1)?.push(column);
  return groups.filter(({ length }) => length > 0);
}

function split(
  names: readonly TableColumn[],
  groups: readonly (readonly TableColumn[])[],
  fits: (part: readonly TableColumn[]) => boolean,
): TableColumn[][] {
  const parts: TableColumn[][] = [];
  for (const group of groups)
    for (const unit of fits([...names, ...group]) ? [group] : group.map((column) => [column])) {
      const part = parts.at(-1);
      if (part !== undefined && fits([...part, ...unit])) part.push(...unit);
      else parts.push([...names, ...unit]);
    }
  return parts.length === 0 ? [[...names]] : parts;
}

/** A column of names, each broken where it may be: as narrow as it gets without any other break. */
const brokenName =
  (at: RegExp) =>
  ({ head, cells, right }: TableColumn): TableColumn => {
    const width = Math.max(0, ...[head, ...cells].flatMap((text) => text.split(at).map(trimmedWidth)));
    const broken = (text: string): string => (stringWidth(text) <= width ? text : brokenAt(text, at, width));
    return tableColumn(broken(head), cells.map(broken), right);
  };

/** In a terminal width is dear: a head that is wider than all of its column breaks at its hyphens, or also at its blanks. */
const columnsOf = ({ head, rows, right }: Cells, at: RegExp): TableColumn[] =>
  head.map((text, index) => {
    const flush = right?.[index] ?? false;
    const cells = rows.map((row) => row[index] ?? '');
    const { width } = tableColumn('', cells, flush);
    return tableColumn(stringWidth(text) <= width ? text : brokenAt(text, at, width), cells, flush);
  });

/** A text in lines of at most so many columns, or of its longest piece, broken only between pieces. */
function brokenAt(text: string, at: RegExp, width: number): string {
  const pieces = text.split(at);
  const most = Math.max(width, ...pieces.map(trimmedWidth));
  const lines: string[] = [];
  for (const piece of pieces) {
    const longer = `${lines.at(-1) ?? ''}${piece}`;
    if (lines.length > 0 && trimmedWidth(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim()).join('\n');
}

const trimmedWidth = (text: string): number => stringWidth(text.trim());
