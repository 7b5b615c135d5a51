import type { Format } from '../format.ts';
import { tableHtml } from '../html/table-html.ts';

/** For a page of somebody else: tables with captions and footnotes, without a style of their own. */
export const format: Format = {
  id: 'html',
  order: 4,
  print: ({ tables, notes = [] }) =>
    `${tables.map((table) => tableHtml(table).toString()).join('\n')}${
      notes.length === 0 ? '' : `\n${tableHtml({ footnotes: notes }).toString()}`
    }\n`,
};
