import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { acceptedEvents } from './accepted.ts';
import { answers } from './answers.ts';
import { readHistory, refuseForeign } from './read-history.ts';
import { refuseMixture } from './refuse-mixture.ts';
import { notWritable } from './write-under-lock.ts';

/**
 * Finds before the first build what would lose its night: in the history, and in the folder `into` that gets the report. `isMadeUp`: the
 * night will be of the fake engine. Throws NO_HISTORY, HISTORY_UNREADABLE, HISTORY_NOT_WRITABLE, HISTORY_MIXED, OUTPUT_UNWRITTEN.
 */
export async function checkHistory(folder: string, into: string, isMadeUp: boolean): Promise<void> {
  await refuseForeign(folder);
  const [history] = await Promise.all([readHistory(folder), acceptedEvents(folder), answers(folder)]);
  refuseMixture(history, isMadeUp, folder);
  await tryToWrite(folder).catch((error: unknown) => {
    throw notWritable(folder, error);
  });
  await tryToWrite(into).catch((error: unknown) => {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StagebenchError('OUTPUT_UNWRITTEN', `${into} cannot be written: ${why}.`, { cause: error });
  });
}

async function tryToWrite(folder: string): Promise<void> {
  makeFolder(folder);
  const probe = path.join(folder, `.probe-${randomBytes(4).toString('hex')}`);
  try {
    await (await open(probe, 'wx')).close();
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
