import { markdownTable } from 'markdown-table';
import type { ColumnText } from '../record/column-text.ts';

/** The columns of one file as a Markdown table, in the order of the file. */
export function markdownColumns(
  columns: readonly string[],
  texts: Readonly<Record<string, ColumnText>>,
): string {
  const rows = columns.map((column) => {
    const { unit = '', sort = '', meaning = '', empty = 'never' } = texts[column] ?? {};
    return [`\`${column}\``, unit, sort === '' ? '–' : sort, meaning, empty];
  });
  return markdownTable([['column', 'unit', 'exact or noisy', 'meaning', 'empty if'], ...rows]);
}
