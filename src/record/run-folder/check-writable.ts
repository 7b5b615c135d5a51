import { randomBytes } from 'node:crypto';
import { access, constants, open, rm, stat, statfs, symlink } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { refuseTakenLatest } from './point-latest.ts';

/** More than a run of 100 cells writes without logs. */
const probeBytes = 1_000_000;

/**
 * Writes and removes a probe, so that a folder that cannot be written, or is full, is found before the first build; so is one
 * in which `latest` could not be made to point to a run. Throws RESULTS_NOT_WRITABLE, LATEST_TAKEN.
 */
export async function checkWritable(folder: string, probeName: string): Promise<void> {
  // What a killed run has left must not be in the way.
  const probe = path.join(folder, `.probe-${probeName}-${randomBytes(4).toString('hex')}`);
  try {
    makeFolder(folder);
    const handle = await open(probe, 'wx');
    try {
      await handle.writeFile(Buffer.alloc(probeBytes));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await symlink('nowhere', `${probe}-link`);
  } catch (error) {
    throw notWritable(folder, error);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
    await rm(`${probe}-link`, { force: true }).catch(() => undefined);
  }
  await refuseTakenLatest(folder);
}

/** The same as far as it can be told without making anything: where nothing is yet, the nearest parent decides. */
export async function couldBeWritten(folder: string): Promise<void> {
  try {
    const nearest = await nearestThere(folder);
    // With a trailing slash a file is ENOTDIR, also to somebody who may do anything.
    await access(`${nearest}/`, constants.W_OK | constants.X_OK);
    const { blocks, bavail, bsize } = await statfs(nearest);
    // Some file systems do not know how much they hold.
    if (blocks > 0 && bavail * bsize < probeBytes)
      throw Object.assign(new Error('too little is free'), { code: 'ENOSPC' });
  } catch (error) {
    throw notWritable(folder, error);
  }
  await refuseTakenLatest(folder);
}

async function nearestThere(folder: string): Promise<string> {
  const isThere = await stat(folder).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
  return isThere ? folder : nearestThere(path.dirname(folder));
}

function notWritable(folder: string, error: unknown): StagebenchError {
  const { code, message } = error as NodeJS.ErrnoException;
  const known = {
    ENOSPC: 'is full',
    EDQUOT: 'is full',
    EEXIST: 'is not a folder',
    ENOTDIR: 'is not a folder',
  };
  const what =
    Object.entries(known).find(([name]) => name === code)?.[1] ?? `cannot be written (${code ?? message})`;
  return new StagebenchError('RESULTS_NOT_WRITABLE', `The results folder ${folder} ${what}.`, {
    cause: error,
  });
}

const folderProblems = ['EACCES', 'EBUSY', 'EDQUOT', 'EIO', 'ENOSPC', 'EPERM', 'EROFS'];

/** An error of the file system while something is laid out in a run's folder as RESULTS_NOT_WRITABLE; any other as it is. */
export async function resultsProblem(folder: string, error: unknown): Promise<unknown> {
  const { code = '', message, path = '', dest = '' } = error as NodeJS.ErrnoException & { dest?: string };
  // What is copied may be what cannot be read.
  const isHere = path.startsWith(folder) || dest.startsWith(folder);
  if (error instanceof StagebenchError || !isHere || !folderProblems.includes(code)) return error;
  const why = code === 'ENOSPC' && (await lacksInodes(folder)) ? ' It has no inodes left (df -i).' : '';
  return new StagebenchError('RESULTS_NOT_WRITABLE', `${folder} cannot be written: ${message}.${why}`, {
    cause: error,
  });
}

/** The system says "no space" of both. Some file systems count no inodes. */
async function lacksInodes(folder: string): Promise<boolean> {
  return statfs(folder).then(
    ({ files, ffree }) => files > 0 && ffree === 0,
    () => false,
  );
}
