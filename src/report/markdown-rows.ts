import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';

/** A Markdown table whose columns stand under each other wherever text is of one width: CJK and emoji count as two. */
export const markdownRows = (
  rows: readonly (readonly string[])[],
  options: { readonly align?: string[] } = {},
): string =>
  markdownTable(
    rows.map((row) => [...row]),
    { ...options, stringLength: stringWidth },
  );
