import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { RunManifest } from '../manifest.ts';
import { lockRunFolder, runLockFile } from './lock-run-folder.ts';
import { halfManifests } from './manifest-file.ts';
import { latestIn, pointLatest } from './point-latest.ts';
import { readManifest } from '../read/read-run.ts';
import { isThere } from '../find/find-run.ts';
import { isRunId } from '../../domain/run/run-id.ts';

export const isFinished = ({ outcome }: Pick<RunManifest, 'outcome'>): boolean =>
  outcome === 'complete' || outcome === 'incomplete';

/** What a session leaves in the folder of its run that was killed after it had said that the run is finished. */
const leftovers = async (folder: string): Promise<string[]> => [
  runLockFile(folder),
  path.join(folder, 'apps'),
  ...(await halfManifests(folder)),
];

/** Whether a session was killed in this folder, or still works in it. */
export async function hasLeftovers(folder: string): Promise<boolean> {
  const there = await Promise.all((await leftovers(folder)).map(isThere));
  return there.includes(true);
}

/**
 * Does what is left of the end of a finished run: its copies of apps go, and `latest` points to it, unless it points to a
 * newer one. May be done any number of times. Resolves with the manifest, and with what was done, in words; with nothing if
 * the run is not finished, or nothing is left. Throws RUN_IN_USE, NO_RUN, RESULTS_UNREADABLE, RESULTS_NOT_WRITABLE.
 */
export async function finishEnd(
  folder: string,
  now: () => Date,
): Promise<{ manifest: RunManifest; done: string } | undefined> {
  if (!(await hasLeftovers(folder)) || !isFinished(await readManifest(folder))) return undefined;
  const { runId } = await readManifest(folder);
  await using stack = new AsyncDisposableStack();
  stack.use(await lockRunFolder(folder, { what: 'the end of a run', runId }, now));
  // The session that had the lock may have gone on until a moment ago.
  const manifest = await readManifest(folder);
  for (const name of (await leftovers(folder)).slice(1)) await rm(name, { recursive: true, force: true });
  const latest = await latestIn(path.dirname(folder));
  const isNewest = latest === undefined || !isRunId(latest) || latest < path.basename(folder);
  const isMoved = isNewest && (await pointLatest(folder, manifest.engine.kind));
  const moved = isMoved ? ', and latest points to it' : '';
  return {
    manifest,
    done: `run ${runId} is ${String(manifest.outcome)}; its last session was killed while it tidied up: that is done now${moved}`,
  };
}

/** The same for every run of a folder of results that nobody works on; a run that cannot be read is left alone. */
export async function finishEnds(results: string, now: () => Date): Promise<string[]> {
  const done: string[] = [];
  for (const name of (await readdir(results)).filter(isRunId).toSorted()) {
    const found = await finishEnd(path.join(results, name), now).catch((error: unknown) => {
      if (error instanceof StagebenchError) return undefined;
      throw error;
    });
    if (found !== undefined) done.push(found.done);
  }
  return done;
}
