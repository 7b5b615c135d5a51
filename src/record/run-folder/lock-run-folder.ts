import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { acquireLock, refusalText, type Lock } from '../../lock/lock.ts';
import { LockHeldError, type LockNote } from '../../lock/lock-held-error.ts';

/** There while somebody writes into the folder, and after a session that was killed. */
export const runLockFile = (folder: string): string => path.join(folder, 'run.lock');

/**
 * Makes sure that nobody else writes into a run's folder: the lock of the engine lies in a cache folder, and somebody else
 * may have another one. Nothing is left of it when it is given back. Throws RUN_IN_USE, naming who has it, and
 * RESULTS_NOT_WRITABLE where the folder takes no lock.
 */
export async function lockRunFolder(
  folder: string,
  purpose: { readonly what: string; readonly runId: string },
  now?: () => Date,
): Promise<AsyncDisposable> {
  const file = runLockFile(folder);
  const lock = await acquireLock(file, purpose, now).catch((error: unknown) => {
    throw refusal(error, folder, purpose.runId);
  });
  // Who was killed here is known by run.json.
  lock.leftoversEnded();
  const locked = await inode(file);
  return { [Symbol.asyncDispose]: () => giveBack(lock, file, locked) };
}

/**
 * The file goes before the lock: who has opened it in between sees that it is another one than has the name. Once it was
 * removed by hand, the one that has its name is of another session.
 */
async function giveBack(lock: Lock, file: string, locked: number | undefined): Promise<void> {
  try {
    if (locked === undefined || (await inode(file)) !== locked) return;
    await rm(`${file}.json`, { force: true });
    await rm(file, { force: true });
  } catch {
    // A file that stays says nothing: the lock is what counts.
  } finally {
    await lock.release();
  }
}

const inode = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ ino }) => ino,
    () => undefined,
  );

function refusal(error: unknown, folder: string, runId: string): unknown {
  if (error instanceof LockHeldError)
    return new StagebenchError('RUN_IN_USE', `${holderText(error.holder)} run ${runId} (${folder}).`, {
      cause: error,
    });
  if (error instanceof StagebenchError && error.code === 'CACHE_NOT_WRITABLE')
    return new StagebenchError(
      'RESULTS_NOT_WRITABLE',
      `${folder} cannot be locked (${refusalText(error.cause)}): a resumed run writes into its folder.`,
      { cause: error },
    );
  return error;
}

const holderText = (holder: LockNote | undefined): string =>
  holder === undefined
    ? 'Another process works on'
    : `Process ${holder.pid} (${holder.what}, since ${holder.since}) works on`;
