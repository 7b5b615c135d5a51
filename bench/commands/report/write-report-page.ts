import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { typedPath } from '../../../src/node/typed-path.ts';
import type { RecordedRun } from '../../../src/record/read/read-run.ts';
import { reportPage } from '../../../src/report/html/report-page.ts';
import { isComplete } from '../../../src/report/model/short-cells.ts';
import { analyseRun } from '../../../src/stats/analyse-run.ts';
import type { CommandContext } from '../../context.ts';
import { chartSource } from '../../pages/page-sources.ts';
import { pageCommand } from '../../terminal/run-commands.ts';
import { writeWords } from '../../terminal/wrapped.ts';

/** Writes the report of a run as a page. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function writeReportPage(
  run: RecordedRun,
  { baseline }: { readonly baseline: string | undefined },
  file: string,
  { stderr }: Pick<CommandContext, 'stderr'>,
): Promise<number> {
  const { folder, manifest, images } = run;
  const analysis = await analyseRun(run, baseline, () => setImmediate());
  const page = reportPage({
    ...(await chartSource(folder, { rows: run, analysis })),
    command: pageCommand(folder),
  });
  const target = file === '' ? path.join(folder, 'report.html') : typedPath(file);
  await writeFile(target, page).catch((error: unknown) => {
    throw new StagebenchError(
      'OUTPUT_UNWRITTEN',
      `${target} could not be written: ${(error as NodeJS.ErrnoException).code}.`,
      { cause: error },
    );
  });
  writeWords(stderr, `written: ${target}`);
  return isComplete(manifest.plan, analysis.summary, images) ? 0 : 1;
}
