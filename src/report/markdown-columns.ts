import type { ColumnText } from '../record/column-text.ts';
import { markdownRows } from './markdown-rows.ts';

/** The columns of one file as a Markdown table, in the order of the file. */
export function markdownColumns(
  columns: readonly string[],
  texts: Readonly<Record<string, ColumnText>>,
): string {
  const rows = columns.map((column) => {
    const { unit = '', sort = '', meaning = '', empty = 'never' } = texts[column] ?? {};
    return [`\`${column}\``, unit, sort === '' ? '–' : sort, meaning, empty];
  });
  return markdownRows([['column', 'unit', 'exact or noisy', 'meaning', 'empty if'], ...rows]);
}
