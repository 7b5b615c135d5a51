import { folderLabel, runLabel } from '../domain/labels.ts';
import type { Engine } from '../engine/engine.ts';
import { isHeld } from '../lock/is-held.ts';
import { runLockFile } from '../record/run-folder/lock-run-folder.ts';
import { ownImages } from './clean-up-run.ts';

/** Whether somebody works in the folder of a run now, whatever cache folder he has. */
export const isAtWork = (folder: string): boolean => isHeld(runLockFile(folder));

/**
 * The runs with images on an engine that somebody works on now, and their folders. The lock of the engine does not tell:
 * a run with another cache folder has another one.
 */
export async function livingRuns(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const living = new Map<string, string>();
  for (const image of ownImages(await engine.imagesWithLabel(runLabel))) {
    const { [runLabel]: runId, [folderLabel]: folder } = (await engine.inspectImage(image))?.labels ?? {};
    if (runId === undefined || folder === undefined || living.has(runId)) continue;
    if (isAtWork(folder)) living.set(runId, folder);
  }
  return living;
}
