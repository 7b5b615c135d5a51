import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RecordedRun } from '../../../src/record/read/read-run.ts';
import { exporters } from '../../../src/report/exports/formats/index.ts';
import { reportPage } from '../../../src/report/html/report-page.ts';
import { alertList } from '../../../src/report/night/alert-list.ts';
import { nightText, type NightReport } from '../../../src/report/night/night-text.ts';
import type { Analysis } from '../../../src/stats/analyse-run.ts';
import { chartSource } from '../../pages/page-sources.ts';
import { pageCommand } from '../../terminal/run-commands.ts';

/** What it writes. */
export const nightFiles: readonly string[] = [
  ...['report.html', 'summary.md', 'alerts.json'],
  ...exporters.map(({ file }) => file),
];

/**
 * Writes what a CI job shows and keeps of a night: the page, the summary, the alerts as JSON, and every export. Each file is there as a
 * whole or not at all. Throws OUTPUT_UNWRITTEN.
 */
export async function writeNight(
  report: NightReport,
  { analysis, ...run }: RecordedRun & { readonly analysis: Analysis },
  { into, failOn }: { readonly into: string; readonly failOn: number },
): Promise<void> {
  const source = await chartSource(run.folder, { rows: run, analysis });
  const files: readonly (readonly [name: string, text: string])[] = [
    ['report.html', reportPage({ ...source, command: pageCommand(run.folder), trend: report })],
    ['summary.md', `${nightText(report)}\n`],
    ['alerts.json', `${JSON.stringify(alertList(report, failOn), null, 2)}\n`],
    ...exporters.map(({ file, print }) => [file, print(source)] as const),
  ];
  try {
    await mkdir(into, { recursive: true });
    for (const [name, text] of files) {
      const file = path.join(into, name);
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StagebenchError('OUTPUT_UNWRITTEN', `${into} could not be written: ${why}.`, { cause: error });
  }
}
