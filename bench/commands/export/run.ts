import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { typedPath } from '../../../src/node/typed-path.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import { exporters } from '../../../src/report/exports/formats/index.ts';
import { analyseRun } from '../../../src/stats/analyse-run.ts';
import type { CommandContext } from '../../context.ts';
import { chartSource, usualRun } from '../../pages/page-sources.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface ExportJob {
  readonly name: string;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly run: string | undefined;
  readonly output: string | undefined;
}

/** Prints a run in the format of another tool. Throws UNKNOWN_NAME, NO_RUN, OUTPUT_UNWRITTEN. */
export async function exportRun(
  job: ExportJob,
  { stdout, stderr }: Pick<CommandContext, 'stdout' | 'stderr'>,
): Promise<number> {
  const exporter = exporters.find(({ id }) => id === job.name);
  if (exporter === undefined)
    throw new StagebenchError(
      'UNKNOWN_NAME',
      unknownName(
        'export',
        job.name,
        exporters.map(({ id }) => id),
      ),
    );
  const run = await readRun(await usualRun(job.run, job.results));
  const analysis = await analyseRun(run, undefined, () => setImmediate());
  const text = exporter.print(await chartSource(run.folder, { rows: run, analysis }));
  if (job.output === undefined) {
    stdout.write(text);
    return 0;
  }
  const file = typedPath(job.output);
  await writeFile(file, text).catch((error: unknown) => {
    const why = (error as NodeJS.ErrnoException).code;
    throw new StagebenchError('OUTPUT_UNWRITTEN', `${job.output} could not be written: ${why}.`, {
      cause: error,
    });
  });
  writeWords(stderr, `written: ${file}`);
  return 0;
}
