import { StagebenchError, type ErrorCode } from '../../../domain/errors.ts';

const folderProblems = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR'];

/** An error of the file system as one of the catalogue; any other error as it is. */
export function cacheFolderProblem(code: ErrorCode, cacheRoot: string, error: unknown): unknown {
  const { code: systemCode, message } = error as NodeJS.ErrnoException;
  if (systemCode === undefined || !folderProblems.includes(systemCode)) return error;
  return new StagebenchError(code, `Cannot write to the cache folder ${cacheRoot}: ${message}`, {
    cause: error,
  });
}
