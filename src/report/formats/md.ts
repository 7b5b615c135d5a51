import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';
import { visible } from '../../domain/visible.ts';
import type { Format } from '../format.ts';
import type { Cells, Remark, ShownTable } from '../table.ts';

/** For pages: one paragraph after the other, as Prettier leaves them. */
export const format: Format = {
  id: 'md',
  order: 2,
  option: 'md',
  print: ({ tables, notes = [] }) =>
    [...tables.map(tableText), bulleted(notes)].filter((part) => part !== '').join('\n\n'),
};

function tableText({ heading, title, caption, cells, footnotes = [], remarks = [] }: ShownTable): string {
  const parts = [
    ...(heading === undefined ? [] : [`## ${heading}`]),
    escapedText(caption ?? (title === undefined ? '' : `${title.charAt(0).toUpperCase()}${title.slice(1)}:`)),
    ...(cells === undefined ? [] : [asMarkdown(cells)]),
    bulleted(footnotes),
    ...remarks.map(remarkText),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Its columns stand under each other wherever text is of one width: CJK and emoji count as two. */
export const asMarkdown = ({ head, rows, right }: Cells): string =>
  markdownTable(
    [head, ...rows].map((row) => row.map((cell) => escapedCell(withCode(cell)))),
    { align: right?.map((flush) => (flush ? 'r' : 'l')) ?? [], stringLength: stringWidth },
  );

/** A path as code: `__init__` would become bold. */
const withCode = (cell: string): string => cell.replace(/^(\/.*) (\([a-z ]+\))$/, '`$1` $2');

/** A code span, or what could begin HTML, an entity or another cell outside of one. */
const telling = /`[^`]*`|<(?=[a-z/!?])|&(?=#?\w+;)|\|/gi;

/** Text as Markdown shows it, and no HTML: names of other people's files and users are not to be trusted. */
const escapedText = (text: string): string =>
  visible(text).replaceAll(telling, (found) => (found === '<' ? '&lt;' : found === '&' ? '&amp;' : found));

/** A bar would end the cell, also in a code span. */
const escapedCell = (text: string): string => escapedText(text).replaceAll('|', '\\|');

const bulleted = (notes: readonly string[]): string =>
  notes.map((note) => `- ${escapedText(note)}`).join('\n');

function remarkText(remark: Remark): string {
  if (typeof remark === 'string') return remark;
  const { code, language } = remark;
  return language === undefined ? `\`${code.replaceAll('`', "'")}\`` : `\`\`\`${language}\n${code}\n\`\`\``;
}
