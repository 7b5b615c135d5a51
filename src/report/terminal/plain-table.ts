import stringWidth from 'string-width';
import { brokenText } from './broken-text.ts';

/** One column of a table for a terminal. Head and cells may have several lines. */
export interface TableColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly right: boolean;
  /** What its widest line takes, in columns of the terminal. */
  readonly width: number;
}

const usualGap = 2;
/** A column is not made narrower than this, however narrow the terminal is. */
const leastWidth = 4;

/** A table for a terminal: columns held apart by space, one line under the head, nothing else drawn. */
export const plainTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[] = [],
): string =>
  drawn(
    head.map((text, index) =>
      tableColumn(
        text,
        rows.map((row) => row[index] ?? ''),
        right[index] ?? false,
      ),
    ),
  );

export function tableColumn(head: string, cells: readonly string[], right: boolean): TableColumn {
  const shown = right ? alignedAtUnit(cells) : cells;
  return { head, cells: shown, right, width: Math.max(0, ...[head, ...shown].map(widestLine)) };
}

/** What the columns take beside each other. */
export const widthOfColumns = (columns: readonly TableColumn[], gap = usualGap): number =>
  columns.reduce((sum, { width }) => sum + width, 0) + gap * (columns.length - 1);

/** Draws columns that are meant for a terminal of so many columns: cells that have no room break. */
export function drawn(columns: readonly TableColumn[], gap = usualGap, room = Infinity): string {
  const shown =
    widthOfColumns(columns, gap) > room ? narrowed(columns, room - gap * (columns.length - 1)) : columns;
  const height = Math.max(...shown.map(({ head }) => head.split('\n').length));
  // A short head stands at the bottom, right over its column.
  const heads = shown.map(({ head }) => '\n'.repeat(height - head.split('\n').length) + head);
  const rows = shown[0]?.cells.map((_, row) => shown.map(({ cells }) => cells[row] ?? '')) ?? [];
  const lines = [heads, ...rows].flatMap((row) => linesOf(row, shown, ' '.repeat(gap)));
  const rule = '─'.repeat(Math.max(...lines.map((line) => stringWidth(line))));
  return `${lines.toSpliced(height, 0, rule).join('\n')}\n`;
}

/** One row, in as many lines as its tallest cell has. */
function linesOf(row: readonly string[], columns: readonly TableColumn[], gap: string): string[] {
  const cells = row.map((cell) => cell.split('\n'));
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
    columns
      .map(({ right, width }, index) => {
        const text = cells[index]?.[line] ?? '';
        const fill = ' '.repeat(Math.max(0, width - stringWidth(text)));
        return right ? fill + text : text + fill;
      })
      .join(gap)
      .trimEnd(),
  );
}

/** Takes from the widest column, one by one, until all fit; their cells break. */
function narrowed(columns: readonly TableColumn[], room: number): TableColumn[] {
  const widths = columns.map(({ width }) => width);
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; over > 0; over -= 1) {
    const widest = Math.max(...widths);
    if (widest <= leastWidth) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return columns.map((column, index) => {
    const width = widths[index] ?? column.width;
    if (width === column.width) return column;
    const cells = column.cells.map((cell) => brokenText(cell.trim(), width));
    return { ...column, head: brokenText(column.head.replaceAll('\n', ' '), width), cells, width };
  });
}

const widestLine = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)));

/** A number with its unit, and what follows it: `16.5 s`, `167 ms ±2%`. */
const measured = /^(?<number>.*?\d) (?<unit>ms|s|B|kB|MB|GB|TB|%)(?<rest>(?: .*)?)$/su;

/**
 * The cells of a column that stands flush right, filled so that the units of its numbers stand under each other, and what
 * follows them too. A cell that is no such number stays as it is.
 */
export function alignedAtUnit(cells: readonly string[]): string[] {
  const found = cells.map((cell) => measured.exec(cell)?.groups);
  const widest = (name: string): number => Math.max(0, ...found.map((groups) => groups?.[name]?.length ?? 0));
  const [unitWidth, restWidth] = [widest('unit'), widest('rest')];
  return cells.map((cell, index) => {
    const { number = '', unit = '', rest = '' } = found[index] ?? {};
    return number === '' ? cell : `${number} ${unit.padEnd(unitWidth)}${rest.padStart(restWidth)}`;
  });
}
