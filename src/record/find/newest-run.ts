import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { isRunId } from '../../domain/run/run-id.ts';
import { isHeld } from '../../lock/is-held.ts';
import type { RunManifest } from '../manifest.ts';
import { readManifest } from '../read/read-run.ts';
import { runLockFile } from '../run-folder/lock-run-folder.ts';

/** A run, and whether somebody works on it right now. */
export interface FoundRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly isGoingOn: boolean;
}

/** The runs of a folder of results, newest first, each read when it is asked for; one that cannot be read is left out. */
export async function* runsNewestFirst(results: string): AsyncGenerator<FoundRun> {
  const names = (await readdir(results).catch(() => [])).filter(isRunId).toSorted().reverse();
  for (const name of names) {
    const folder = path.join(results, name);
    const manifest = await readManifest(folder).catch((error: unknown) => {
      if (error instanceof StagebenchError) return undefined;
      throw error;
    });
    if (manifest !== undefined) yield { folder, manifest, isGoingOn: isHeld(runLockFile(folder)) };
  }
}

/** The newest one, finished or not; undefined if there is none that can be read. */
export async function newestRun(results: string): Promise<FoundRun | undefined> {
  for await (const run of runsNewestFirst(results)) return run;
  return undefined;
}
