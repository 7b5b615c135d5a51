import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';
import { makeFolder } from './make-folder.ts';

/** More than a run of 100 cells writes without logs. */
const probeBytes = 1_000_000;

/** Writes and removes a probe, so that a folder that cannot be written, or is full, is found before the first build. */
export async function checkWritable(folder: string, probeName: string): Promise<void> {
  const probe = path.join(folder, `.probe-${probeName}`);
  try {
    await makeFolder(folder);
    const handle = await open(probe, 'wx');
    try {
      await handle.writeFile(Buffer.alloc(probeBytes));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known = {
      ENOSPC: 'is full',
      EDQUOT: 'is full',
      EEXIST: 'is not a folder',
      ENOTDIR: 'is not a folder',
    };
    const what =
      Object.entries(known).find(([name]) => name === code)?.[1] ?? `cannot be written (${code ?? message})`;
    throw new StagebenchError('RESULTS_NOT_WRITABLE', `The results folder ${folder} ${what}.`, {
      cause: error,
    });
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
