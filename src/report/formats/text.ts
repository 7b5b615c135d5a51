import type { Format, NumberedList } from '../format.ts';
import { visible } from '../../domain/visible.ts';
import type { Cells, ShownTable } from '../table.ts';
import { asTerminal, fitting, widthOf } from '../terminal/as-terminal.ts';
import { hangingText, noteText } from '../terminal/note-text.ts';

/** A command, or a name with a folder behind it: a break in it would be copied, too. */
const isToCopy = /^(?: |[^:]+: (?:\S+|npm .*)$)/;

/** For somebody who reads it now: the tables one under the other, their footnotes below all of them. */
export const format: Format = {
  id: 'text',
  order: 1,
  print({ lead = [], tables, standAlone = false, notes = [], list, end = [] }, columns = Infinity) {
    const shown = tables.map((table) => inForm(table, columns));
    const above = [
      ...lead.map(([label, text]) => hangingText(label, text, columns)),
      ...shown.flatMap(linesOf),
    ];
    const below = [
      ...[...tables.flatMap(notesOf), ...notes].map((note) => noteText(note, columns)),
      ...(columns === Infinity ? [] : roomNote(shown)),
      ...(list === undefined ? [] : numbered(list).map((line) => noteText(line, columns))),
      ...end.map((line) => (isToCopy.test(line) ? `  ${line}` : noteText(line, columns))),
    ];
    return [above.join('\n'), ...(below.length === 0 ? [] : [`${below.join('\n')}\n`])].join('\n');

    function notesOf({ footnotes = [], remarks = [] }: ShownTable): readonly string[] {
      if (!standAlone) return footnotes;
      return [...footnotes, ...remarks.filter((remark) => typeof remark === 'string')];
    }

    /** The titles and tables, for lines that are joined. */
    function linesOf({ table: { title, caption, finding, drawn }, form }: InForm): string[] {
      if (drawn !== undefined) return [drawn(columns)];
      const from = standAlone ? [caption, finding].filter((text) => text !== undefined) : [];
      const above = from.flatMap((text) => [hangingText('', visible(text), columns), '']);
      if (form === undefined) return above;
      return [
        ...above,
        ...(title === undefined || from.length > 0 ? [] : [hangingText('', `${title}:`, columns, 2), '']),
        asTerminal(form, columns),
      ];
    }
  },
};

const numbered = ({ title, lines }: NumberedList): string[] => [
  `${title}:`,
  ...lines.map((line, index) => `  ${index + 1}. ${line}`),
];

/** A table in the form that there is room for. */
interface InForm {
  readonly table: ShownTable;
  readonly form?: Cells;
}

/** A file or a pipe is as wide as it likes; a table that is read there, and pasted, may not be. */
function inForm(table: ShownTable, columns: number): InForm {
  const { cells } = table;
  if (cells === undefined) return { table };
  return { table, form: fitting(cells, columns === Infinity ? (cells.mostColumns ?? Infinity) : columns) };
}

/** What would be seen in a wider terminal. */
function roomNote(shown: readonly InForm[]): string[] {
  const poorer = shown.filter(({ form }) => form?.lacks !== undefined);
  const left = new Set(poorer.flatMap(({ form }) => form?.lacks ?? []));
  if (left.size === 0) return [];
  const width = Math.max(...poorer.map(({ table: { cells } }) => (cells === undefined ? 0 : widthOf(cells))));
  return [`  a terminal of ${width} columns also has room for: ${[...left].join(', ')}`];
}
