import { chosenFormat } from '../../src/report/chosen-format.ts';
import type { Report } from '../../src/report/format.ts';
import { noteText } from '../../src/report/terminal/note-text.ts';
import type { CommandContext } from '../context.ts';

/** Prints a report in the format that the options ask for. `columns`: where the terminal does not say how many it has. */
export function printReport(
  report: Report,
  options: object,
  { stdout, stderr }: Pick<CommandContext, 'stdout' | 'stderr'>,
  columns = Infinity,
): void {
  const format = chosenFormat((option) => new Map(Object.entries(options)).get(option) === true);
  stdout.write(format.print(report, stdout.columns || columns));
  if (format.isForPrograms) return;
  const notes = (report.aside ?? []).map((note) => `${noteText(note, stderr.columns || undefined)}\n`);
  if (notes.length > 0) stderr.write(notes.join(''));
}
