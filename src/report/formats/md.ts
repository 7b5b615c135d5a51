import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';
import { visible, visibleLines } from '../../domain/visible.ts';
import type { Format, NumberedList } from '../format.ts';
import { cellText, markdownText, paragraphText, plainText, textWithCode } from '../page/markdown-text.ts';
import type { Cells, Remark, ShownTable } from '../table.ts';

/** For pages: one paragraph after the other, as Prettier leaves them. Where the numbers are from is said once. */
export const format: Format = {
  id: 'md',
  order: 2,
  option: 'md',
  print: ({ tables, notes = [], list }) =>
    [...saidOnce(tables).map(tableText), bulleted(notes), ...(list === undefined ? [] : [numbered(list)])]
      .filter((part) => part !== '')
      .join('\n\n'),
};

/** Tables of one run are from one place: what the first one says of it, the others do not say again. */
function saidOnce([first, ...others]: readonly ShownTable[]): readonly ShownTable[] {
  const from = first?.caption;
  if (first === undefined || from === undefined) return first === undefined ? [] : [first, ...others];
  return [first, ...others.map((table) => withoutEnd(table, from))];
}

function withoutEnd(table: ShownTable, from: string): ShownTable {
  const { caption, ...further } = table;
  if (caption === undefined || from.endsWith(caption)) return further;
  return caption.endsWith(from) ? { ...table, caption: caption.slice(0, -from.length).trim() } : table;
}

function tableText(table: ShownTable): string {
  const { heading, title, caption, finding, cells, isMarkdown, footnotes = [], remarks = [] } = table;
  const above = [
    paragraphText(
      caption ?? (title === undefined ? '' : `${capital(title)}:`),
      isMarkdown ? textWithCode : plainText,
    ),
    ...(finding === undefined ? [] : [`**${plainText(finding)}**`]),
  ];
  const parts = [
    ...(heading === undefined ? [] : [`## ${plainText(heading)}`]),
    above.filter((part) => part !== '').join(' '),
    ...(cells === undefined ? [] : [asMarkdown(cells, isMarkdown)]),
    bulleted([...footnotes, ...remarks.filter((remark) => typeof remark === 'string')]),
    ...remarks.filter((remark) => typeof remark !== 'string').map(codeText),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * Its columns stand under each other wherever text is of one width: CJK and emoji count as two. With `isMarkdown`,
 * code spans in its cells stay code.
 */
export const asMarkdown = ({ head, rows, right }: Cells, isMarkdown = false): string =>
  markdownTable(
    [head, ...rows].map((row) =>
      row.map((cell) => cellText(isMarkdown ? markdownText(cell) : pathOrText(cell))),
    ),
    { align: right?.map((flush) => (flush ? 'r' : 'l')) ?? [], stringLength: stringWidth },
  );

/** A path as code, where it can be code: `__init__` is easier to read without backslashes. */
function pathOrText(cell: string): string {
  const [, file, note] = /^(\/[^`\\]*) (\([a-z ]+\))$/.exec(visible(cell)) ?? [];
  return file === undefined ? plainText(cell) : `\`${file}\` ${note}`;
}

const bulleted = (notes: readonly string[]): string =>
  notes.map((note) => `- ${paragraphText(note, textWithCode)}`).join('\n');

const numbered = ({ title, lines }: NumberedList): string =>
  [
    `${capital(title)}:`,
    lines.map((line, index) => `${index + 1}. ${paragraphText(line, textWithCode)}`).join('\n'),
  ].join('\n\n');

function codeText({ code, language }: Exclude<Remark, string>): string {
  return language === undefined
    ? `\`${visible(code).replaceAll('`', "'")}\``
    : `\`\`\`${language}\n${visibleLines(code)}\n\`\`\``;
}
