import { markdownRows } from './markdown-rows.ts';

/** A kind of tool: what it is called, why it is counted, and by which names it is known. */
export interface ToolKindRow {
  readonly title: string;
  readonly counts: string;
  readonly names: readonly string[];
}

/** The names that are counted, as a Markdown table, each kind with its names in alphabetical order. */
export function markdownTools(rows: readonly ToolKindRow[]): string {
  return markdownRows([
    ['counted as', 'what they are', 'names'],
    ...rows.map(({ title, counts, names }) => [
      title,
      counts,
      names
        .toSorted()
        .map((name) => `\`${name}\``)
        .join(' '),
    ]),
  ]);
}
