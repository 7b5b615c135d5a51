import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { readHistory } from './read-history.ts';

/** Finds before the first build what would lose its night. Throws HISTORY_UNREADABLE, HISTORY_NOT_WRITABLE. */
export async function checkHistory(folder: string): Promise<void> {
  await readHistory(folder);
  const probe = path.join(folder, `.probe-${randomBytes(4).toString('hex')}`);
  try {
    makeFolder(folder);
    const handle = await open(probe, 'wx');
    await handle.close();
  } catch (error) {
    throw new StagebenchError(
      'HISTORY_NOT_WRITABLE',
      `The history ${folder} cannot be written: ${(error as NodeJS.ErrnoException).code}.`,
      { cause: error },
    );
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
