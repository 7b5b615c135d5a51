import { readRun } from '../../../src/record/read/read-run.ts';
import type { CommandContext } from '../../context.ts';
import { findRun } from '../../../src/record/find/find-run.ts';
import { printResult } from '../../terminal/print-result.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface ReportJob {
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Id or folder; the newest finished one if undefined. */
  readonly run: string | undefined;
  /** The strategy that others are held against. */
  readonly baseline: string | undefined;
  readonly json: boolean;
}

/** Derives the tables of a recorded run again from its raw rows. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function report(job: ReportJob, context: CommandContext): Promise<number> {
  const folder = await findRun(job.run, job.results);
  const { manifest, builds, images } = await readRun(folder, (text) => {
    writeWords(context.stderr, `note: ${text}`);
  });
  const isComplete = await printResult({
    ...{ folder: { path: folder, builds, images }, manifest },
    ...{ baseline: job.baseline, asked: job, context },
  });
  return isComplete ? 0 : 1;
}
