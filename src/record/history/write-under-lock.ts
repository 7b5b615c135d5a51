import { open, readlink, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { refusalText } from '../../lock/lock.ts';
import { withLock } from '../../lock/with-lock.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { refuseForeign } from './read-history.ts';

/** Longer than anybody writes a night. */
const patienceMs = 60_000;

/** Changes a history while nobody else does. Throws NO_HISTORY for a folder of other things, HISTORY_NOT_WRITABLE if it cannot be made or locked. */
export async function underHistoryLock<T>(folder: string, what: string, work: () => Promise<T>): Promise<T> {
  await refuseForeign(folder);
  try {
    makeFolder(folder);
  } catch (error) {
    throw notWritable(folder, error);
  }
  const lock = path.join(folder, 'history.lock');
  return withLock(lock, { what }, { timeoutMs: patienceMs }, work).catch((error: unknown) => {
    // The lock of a history lies in it, and in no cache.
    const isLock = error instanceof StagebenchError && error.code === 'CACHE_NOT_WRITABLE';
    throw isLock ? notWritable(folder, error.cause ?? error) : error;
  });
}

/**
 * Puts a file in its place in one step: it is on the disk before it has its name. A symbolic link stays one: the file that it names is
 * replaced. Throws HISTORY_NOT_WRITABLE.
 */
export async function replaceFile(name: string, text: string): Promise<void> {
  const file = await targetOf(name);
  const whole = `${file}.new`;
  try {
    const handle = await open(whole, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(whole, file);
  } catch (error) {
    await rm(whole, { force: true }).catch(() => undefined);
    throw notWritable(file, error);
  }
}

/** What a name stands for; the name itself if it is no link. A link to what is not there yet stands for its target, too. */
async function targetOf(name: string): Promise<string> {
  return realpath(name).catch(() =>
    readlink(name).then(
      (target) => path.resolve(path.dirname(name), target),
      () => name,
    ),
  );
}

export const notWritable = (place: string, error: unknown): StagebenchError =>
  new StagebenchError(
    'HISTORY_NOT_WRITABLE',
    `The history ${place} cannot be written: ${refusalText(error)}.`,
    { cause: error },
  );
