import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { HeapKeeper } from '../../src/inspect/heap-keeper.ts';
import { isComplete } from '../../src/report/model/short-cells.ts';
import { runReport } from '../../src/report/run-report.ts';
import { readClaimRows } from '../../src/record/read/read-claim-rows.ts';
import { advise } from '../../src/stats/advice/advise.ts';
import { analyseRun, type Analysis, type Rows } from '../../src/stats/analyse-run.ts';
import { lostVisits } from '../../src/record/lost-visits.ts';
import { newestSchema } from '../../src/record/manifest.ts';
import { isFinished } from '../../src/record/run-folder/finish-end.ts';
import { nextRounds } from '../../src/schedule/next-rounds.ts';
import type { CommandContext } from '../context.ts';
import { resumeCommand } from './run-commands.ts';
import { printReport } from './print-report.ts';

/**
 * Prints what a run found: the tables, their footnotes and where the rows lie; or all of it as JSON. Resolves with true if
 * every cell has all the samples that were planned. Throws UNKNOWN_NAME if the baseline is not in the run.
 */
export async function printResult(parts: {
  readonly folder: Pick<Rows, 'builds' | 'images'> & { readonly path: string };
  readonly manifest: Rows['manifest'];
  readonly baseline?: string | undefined;
  /** With the switches that ask for a format. */
  readonly asked: object;
  /** What only somebody who watches has to know. */
  readonly aside?: readonly string[];
  /** Of a night that has just ended no command is told that goes on with it: it is in the history as it is. */
  readonly isNight?: boolean;
  readonly context: Pick<CommandContext, 'definitions' | 'stdout' | 'stderr'>;
}): Promise<boolean> {
  const { folder, manifest, baseline, asked, aside = [], isNight = false, context } = parts;
  const rows = { manifest, builds: folder.builds, images: folder.images };
  const heap = new HeapKeeper();
  const analysis = await analyseRun(rows, baseline, () => {
    heap.betweenSteps();
    return setImmediate();
  });
  const next = isFinished(manifest) ? nextRounds(rows, analysis, context.definitions.scenarios) : undefined;
  const advice = manifest.project && (await adviceOf(folder.path, analysis));
  const goesOn = !isNight && canGoOn(folder.path, manifest);
  const isLost = isFinished(manifest) && lostVisits(folder.builds).length > 0;
  const report = runReport({ rows, analysis }, folder.path, {
    next: next?.step && goesOn ? { ...next, command: resumeCommand(folder.path, next.step) } : next,
    again: isLost && goesOn ? resumeCommand(folder.path) : undefined,
    shownFolder: fromHere(folder.path),
    ...(advice && { advice }),
  });
  printReport({ ...report, aside }, asked, context);
  return isComplete(manifest, analysis.summary, folder.images);
}

/** A copy of a run, one of an older version, or one that was merged of shards does not. */
const canGoOn = (folder: string, { runId, schema, merged }: Rows['manifest']): boolean =>
  merged === undefined && schema === newestSchema && path.basename(folder) === runId;

/** A folder below the one in which the command runs, as it is called from there; any other as it is. */
function fromHere(folder: string): string {
  const relative = path.relative('.', folder);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? folder : relative;
}

/** Only a project gets advice: what the samples are is what is compared. It takes steps and layers, which nothing else here does. */
const adviceOf = async (folder: string, { comparisons }: Pick<Analysis, 'comparisons'>) =>
  advise({ ...(await readClaimRows(folder)), comparisons });
