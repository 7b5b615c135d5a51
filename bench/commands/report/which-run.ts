import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RunManifest } from '../../../src/record/manifest.ts';
import { isThere } from '../../../src/record/find/find-run.ts';
import { newestRun, type FoundRun } from '../../../src/record/find/newest-run.ts';
import { isFinished } from '../../../src/record/run-folder/finish-end.ts';
import { reportCommand, resumeCommand } from '../../terminal/run-commands.ts';

/** Throws NO_RUN if no run has finished, and says how to see the newest one, if there is one. */
export async function refuseUnfinished(latest: string, results: string): Promise<void> {
  if (await isThere(latest)) return;
  const newest = await newestRun(results);
  if (newest === undefined) return refuseNone(results);
  throw new StagebenchError(
    'NO_RUN',
    `No run in ${results} has come to its end. Run ${newest.manifest.runId} ${endOf(newest)}.\n` +
      `    its rows so far: ${reportCommand(newest.folder)}` +
      (newest.isGoingOn ? '' : `\n    to go on: ${resumeCommand(newest.folder)}`),
  );
}

/** Where no run was ever made, but some were published: throws NO_RUN, and says how to see one of these. */
async function refuseNone(results: string): Promise<void> {
  const published = path.join(results, 'published', 'default');
  if (!(await isThere(path.join(published, 'run.json')))) return;
  throw new StagebenchError(
    'NO_RUN',
    `There is no run in ${results} yet.\n    the published one: ${reportCommand(published)}`,
  );
}

/** Of a report for which no run was named: which one it shows, where that is not the newest. */
export async function shownInstead({ runId }: RunManifest, results: string): Promise<string[]> {
  const newest = await newestRun(results);
  if (newest === undefined || newest.manifest.runId <= runId) return [];
  const { folder, manifest } = newest;
  return [
    `this is run ${runId}, to which latest points. Run ${manifest.runId} is newer and ${endOf(newest)}: ${reportCommand(folder)}`,
  ];
}

/** Of a run that has not come to its end: how it goes on. */
export function goingOnNotes(run: FoundRun): string[] {
  const { folder, manifest } = run;
  if (isFinished(manifest)) return [];
  const then = run.isGoingOn ? 'these are its rows so far' : `to go on: ${resumeCommand(folder)}`;
  return [`run ${manifest.runId} ${endOf(run)}; ${then}`];
}

const outcomeText: Record<NonNullable<RunManifest['outcome']>, string> = {
  complete: 'is complete',
  incomplete: 'is finished, though samples are missing',
  interrupted: 'was interrupted',
  'engine-lost': 'has lost its engine',
  error: 'ended with an error',
};

function endOf({ manifest: { outcome, engine }, isGoingOn }: FoundRun): string {
  if (isGoingOn) return 'still goes on';
  if (outcome === undefined) return 'was killed';
  const madeUp = engine.kind === 'fake' && isFinished({ outcome }) ? ', made up by the fake engine' : '';
  return `${outcomeText[outcome]}${madeUp}`;
}
