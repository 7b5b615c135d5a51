import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { refuseMixture } from './refuse-mixture.ts';
import { readHistory } from './read-history.ts';

/**
 * Finds before the first build what would lose its night. `isMadeUp`: the night will be of the fake engine. Throws HISTORY_UNREADABLE,
 * HISTORY_NOT_WRITABLE, HISTORY_MIXED.
 */
export async function checkHistory(folder: string, isMadeUp: boolean): Promise<void> {
  refuseMixture(await readHistory(folder), isMadeUp, folder);
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
