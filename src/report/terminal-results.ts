import type { Analysis, Rows } from '../stats/analyse-run.ts';
import { baselineSection } from './baseline-section.ts';
import { variantId } from '../domain/plan.ts';
import { extrasNotes, reproducibleTable, scanTable, transferTable } from './extras-tables.ts';
import { footnotes } from './footnotes.ts';
import { lineText } from './line-text.ts';
import { noteText } from './note-text.ts';
import { summaryTable } from './summary-table.ts';
import { asTerminal, fitting, widthOf } from './text-table.ts';

/** What a run found, for a terminal of so many columns: the tables, their footnotes and where the rows lie. */
export function terminalResults(rows: Rows, analysis: Analysis, folder: string, columns = Infinity): string {
  const { manifest, builds, images } = rows;
  const { summary } = analysis;
  const { engine } = manifest;
  const against = baselineSection(rows, analysis);
  const numbers = summaryTable(summary, images);
  const shown = fitting(numbers, columns);
  const verdicts = against?.table && fitting(against.table, columns);
  const left = new Set([...(shown.lacks ?? []), ...(verdicts?.lacks ?? [])]);
  const wholeWidth = Math.max(
    ...[numbers, ...(against?.table === undefined ? [] : [against.table])].map(widthOf),
  );
  const built = summary.filter((row) => row.state === 'built').length;
  return [
    '',
    asTerminal(shown),
    ...(verdicts === undefined ? [] : [`${against?.title ?? ''}:`, '', asTerminal(verdicts)]),
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
    table === undefined ? [] : [`${title}:`, '', asTerminal(fitting(table, columns))],
  );
}
