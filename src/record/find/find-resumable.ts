import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { RunManifest } from '../manifest.ts';
import { hasLeftovers, isFinished } from '../run-folder/finish-end.ts';
import { mayBeCompleted } from '../read/may-be-completed.ts';
import { findRun, itself } from './find-run.ts';
import { runsNewestFirst } from './newest-run.ts';
import { isRunId } from '../../domain/run/run-id.ts';

/**
 * The folder of the run that is named; if none is, of the newest one that did not come to its end; if it may get more rounds
 * (`mayGrow`), of the newest one at all, where one that was measured goes before one that was made up. Throws UNKNOWN_NAME with
 * the nearest name, and NO_RUN if there is nothing to go on with.
 */
export async function findResumable(name: string, results: string, mayGrow = false): Promise<string> {
  if (name !== '') return itself(await findRun(name, results));
  if (mayGrow) {
    const newest = await newestMeasured(results);
    if (newest !== undefined) return newest;
    throw new StagebenchError('NO_RUN', `There is no run to go on with: ${results} has none.`);
  }
  const names = (await readdir(results).catch(() => [])).filter(isRunId).toSorted().reverse();
  for (const id of names) {
    const folder = path.join(results, id);
    if (await isUnfinished(folder)) return folder;
  }
  throw new StagebenchError('NO_RUN', `There is nothing to resume: ${results} has no unfinished run.`);
}

/** As `latest` does it: what the fake engine made up does not take the place of what was measured. */
async function newestMeasured(results: string): Promise<string | undefined> {
  let madeUp: string | undefined;
  for await (const { folder, manifest } of runsNewestFirst(results)) {
    // Its shards go on, each on its machine.
    if (manifest.merged !== undefined) continue;
    if (manifest.engine.kind !== 'fake') return folder;
    madeUp ??= folder;
  }
  return madeUp;
}

/** Or was killed in its last moments. A folder without a manifest is none that anybody could go on with. */
async function isUnfinished(folder: string): Promise<boolean> {
  try {
    const text = await readFile(path.join(folder, 'run.json'), 'utf8');
    return (
      !isFinished(JSON.parse(text) as RunManifest) ||
      (await hasLeftovers(folder)) ||
      (await mayBeCompleted(folder))
    );
  } catch {
    return false;
  }
}
