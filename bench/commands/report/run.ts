import { readRun } from '../../../src/record/read/read-run.ts';
import { isHeld } from '../../../src/lock/is-held.ts';
import { runLockFile } from '../../../src/record/run-folder/lock-run-folder.ts';
import type { CommandContext } from '../../context.ts';
import { findRun, itself } from '../../../src/record/find/find-run.ts';
import { goingOnNotes, refuseUnfinished, shownInstead } from './which-run.ts';
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
  readonly md: boolean;
  /** Absolute path of the folder of nights, which the page shows if the run is one of them. */
  readonly history: string;
  /** A file for the page; in the folder of the run if it is empty. */
  readonly html: string | undefined;
}

/** Derives the tables of a recorded run again from its raw rows. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function report(job: ReportJob, context: CommandContext): Promise<number> {
  const found = await findRun(job.run, job.results);
  if (job.run === undefined) await refuseUnfinished(found, job.results);
  const folder = await itself(found);
  const { manifest, builds, images } = await readRun(folder, (text) => {
    writeWords(context.stderr, `note: ${text}`);
  });
  if (job.html !== undefined) {
    const { writeReportPage } = await import('./write-report-page.ts');
    return writeReportPage({ folder, manifest, builds, images }, job, job.html, context);
  }
  const isComplete = await printResult({
    ...{ folder: { path: folder, builds, images }, manifest },
    ...{ baseline: job.baseline, asked: job, context },
    aside: [
      ...goingOnNotes({ folder, manifest, isGoingOn: isHeld(runLockFile(folder)) }),
      ...(job.run === undefined ? await shownInstead(manifest, job.results) : []),
    ],
  });
  return isComplete ? 0 : 1;
}
