import type { Analysis, Rows } from '../stats/analyse-run.ts';
import { baselineSection } from './baseline-section.ts';
import { footnotes } from './footnotes.ts';
import { noteText } from './note-text.ts';
import { summaryTable } from './summary-table.ts';
import { asTerminal, fitting } from './text-table.ts';

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
  const built = summary.filter((row) => row.state === 'built').length;
  return [
    '',
    asTerminal(shown),
    ...(verdicts === undefined ? [] : [`${against?.title ?? ''}:`, '', asTerminal(verdicts)]),
    ...(engine.kind === 'fake' ? ['  made up by the fake engine: nothing here was measured'] : []),
    ...footnotes(rows, analysis).map((note) => noteText(note, columns)),
    ...(against?.notes ?? []).map((note) => noteText(note, columns)),
    ...(left.size === 0 ? [] : [`  a terminal of 100 columns also has room for: ${[...left].join(', ')}`]),
    `  ${built} of ${summary.length} cells built; ${engine.kind} engine ${engine.version}, ${engine.storageDriver}`,
    ...(builds.some((row) => row.error_code === 'BUILD_FAILED')
      ? [`  logs of failed builds: ${folder}/logs`]
      : []),
    `  rows: ${folder}`,
    '',
  ].join('\n');
}
