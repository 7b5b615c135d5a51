import type { Analysis, Rows } from '../stats/analyse-run.ts';
import { baselineSection } from './baseline-section.ts';
import { variantId } from '../domain/plan.ts';
import { extrasNotes, reproducibleTable, scanTable, transferTable } from './extras-tables.ts';
import { footnotes } from './footnotes.ts';
import { lineText } from './line-text.ts';
import { hangingText, noteText } from './note-text.ts';
import { summaryTable } from './summary-table.ts';
import { asTerminal, fitting, mostColumns, widthOf } from './text-table.ts';

/** What a run found, for a terminal of so many columns: the tables, their footnotes and where the rows lie. */
export function terminalResults(rows: Rows, analysis: Analysis, folder: string, columns = Infinity): string {
  const { manifest, builds, images } = rows;
  const { summary } = analysis;
  const { engine } = manifest;
  const against = baselineSection(rows, analysis);
  const numbers = summaryTable(summary, images);
  // A file or a pipe is as wide as it likes; a table that is read there, and pasted, is not.
  const shown = fitting(numbers, columns === Infinity ? mostColumns : columns);
  const verdicts = against?.table && fitting(against.table, columns);
  const poorer = [
    [numbers, shown] as const,
    ...(verdicts ? [[against.table, verdicts] as const] : []),
  ].filter(([, form]) => form.lacks !== undefined && columns !== Infinity);
  const left = new Set(poorer.flatMap(([, form]) => form.lacks ?? []));
  const wholeWidth = Math.max(...poorer.map(([whole]) => widthOf(whole)));
  const built = summary.filter((row) => row.state === 'built').length;
  return [
    '',
    asTerminal(shown, columns),
    ...(verdicts === undefined ? [] : [`${against?.title ?? ''}:`, '', asTerminal(verdicts, columns)]),
    ...extraTables(rows, columns),
    ...(engine.kind === 'fake' ? ['  made up by the fake engine: nothing here was measured'] : []),
    ...footnotes(rows, analysis).map((note) => noteText(note, columns)),
    ...(against?.notes ?? []).map((note) => noteText(note, columns)),
    ...extrasNotes(images).map((note) => noteText(note, columns)),
    ...(left.size === 0
      ? []
      : [`  a terminal of ${wholeWidth} columns also has room for: ${[...left].join(', ')}`]),
    `  ${built} of ${summary.length} cells built; ${engine.kind} engine ${engine.version}, ${engine.storageDriver}`,
    ...(builds.some((row) => row.error_code === 'BUILD_FAILED')
      ? [`  logs of failed builds: ${folder}/logs`]
      : []),
    `  rows: ${folder}`,
    '',
  ].join('\n');
}

/** The tables of what was measured because it was asked for, each with its title. */
function extraTables({ manifest, images: read }: Rows, columns: number): string[] {
  const order = manifest.plan.variants.map(variantId);
  const images = read.toSorted((a, b) => order.indexOf(variantId(a)) - order.indexOf(variantId(b)));
  const line = lineText(manifest);
  const pulls = line === undefined ? '' : `, pulls over a line of ${line}`;
  const titled = [
    [
      `moving the images, through a registry on this machine${pulls}; the lines of 10, 100 and 1000 Mbit/s are computed`,
      transferTable(images),
    ],
    ['known vulnerabilities', scanTable(images)],
    ['files that differ where an image is built again', reproducibleTable(images)],
  ] as const;
  return titled.flatMap(([title, table]) =>
    table === undefined ? [] : [hangingText('', `${title}:`, columns, 2), '', asTerminal(table, columns)],
  );
}
