import { statfs } from 'node:fs/promises';
import { StagebenchError } from '../../src/domain/errors.ts';

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
