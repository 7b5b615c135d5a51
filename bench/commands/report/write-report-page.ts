import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { typedPath } from '../../../src/node/typed-path.ts';
import { readHistory } from '../../../src/record/history/read-history.ts';
import type { RecordedRun } from '../../../src/record/read/read-run.ts';
import { reportPage } from '../../../src/report/html/report-page.ts';
import type { NightReport } from '../../../src/report/night/night-text.ts';
import { isComplete } from '../../../src/report/model/short-cells.ts';
import { analyseRun } from '../../../src/stats/analyse-run.ts';
import type { CommandContext } from '../../context.ts';
import { trendOf } from '../../nights/trend-of.ts';
import { chartSource } from '../../pages/page-sources.ts';
import { pageCommand } from '../../terminal/run-commands.ts';
import { writeWords } from '../../terminal/wrapped.ts';

/** Writes the report of a run as a page. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function writeReportPage(
  run: RecordedRun,
  { baseline, history }: { readonly baseline: string | undefined; readonly history: string },
  file: string,
  context: Pick<CommandContext, 'stderr' | 'environment' | 'definitions'>,
): Promise<number> {
  const { folder, manifest, images } = run;
  const analysis = await analyseRun(run, baseline, () => setImmediate());
  const source = await chartSource(folder, { rows: run, analysis });
  const trend = await nightOf(manifest.runId, history, context).catch((error: unknown) => {
    if (!(error instanceof StagebenchError) || error.code !== 'HISTORY_UNREADABLE') throw error;
    writeWords(context.stderr, `note: the page is without nights. ${error.message}`);
    return undefined;
  });
  const page = reportPage({ ...source, command: pageCommand(folder), ...(trend && { trend }) });
  const target = file === '' ? path.join(folder, 'report.html') : typedPath(file);
  await writeFile(target, page).catch((error: unknown) => {
    throw new StagebenchError(
      'OUTPUT_UNWRITTEN',
      `${target} could not be written: ${(error as NodeJS.ErrnoException).code}.`,
      { cause: error },
    );
  });
  writeWords(context.stderr, `written: ${target}`);
  return isComplete(manifest, analysis.summary, images) ? 0 : 1;
}

/** The nights that the run is one of; undefined if it is none. */
async function nightOf(
  runId: string,
  folder: string,
  context: Pick<CommandContext, 'environment' | 'definitions'>,
): Promise<NightReport | undefined> {
  const history = await readHistory(folder);
  const night = history.nights.find((one) => one.runId === runId);
  return night && { ...(await trendOf(folder, history, context)), night, failing: [] };
}
