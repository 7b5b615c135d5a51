import type { Column, Columns } from '../domain/metrics/column.ts';
import { markdownRows } from './markdown-rows.ts';

/** The columns of one file as a Markdown table, in the order of the file. */
export function markdownColumns(columns: Columns): string {
  const rows = Object.entries<Column>(columns).map(
    ([name, { unit, precision = '–', means, empty = 'never' }]) => [
      `\`${name}\``,
      unit,
      precision,
      means,
      empty,
    ],
  );
  return markdownRows([['column', 'unit', 'exact or noisy', 'meaning', 'empty if'], ...rows]);
}
