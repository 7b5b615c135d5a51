import { StagebenchError } from '../../../domain/errors.ts';
import { makeFolder } from '../../../node/make-folder.ts';
import { untrustedPart, type UntrustedPart } from './untrusted-part.ts';

/** The XDG base directory specification: a folder that is not there is made for its user alone. */
const forUserAlone = 0o700;

/**
 * Throws CACHE_NOT_TRUSTED if somebody else could have put there what is executed or believed from a path in the cache
 * folder: packages, layer facts, locks.
 */
export function checkTrusted(wanted: string, uid = process.getuid?.()): void {
  const part = untrustedPart(wanted, uid);
  if (part === undefined) return;
  throw new StagebenchError('CACHE_NOT_TRUSTED', `${wanted} is not used: ${whyNot(part, uid)}`);
}

/** Makes a folder of the cache if need be. Throws CACHE_NOT_TRUSTED, or CACHE_NOT_WRITABLE if the file system refuses. */
export function makeTrustedFolder(folder: string): void {
  checkTrusted(folder);
  try {
    makeFolder(folder, forUserAlone);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const message = `The cache folder ${folder} cannot be written (${code}).`;
    throw new StagebenchError('CACHE_NOT_WRITABLE', message, { cause: error });
  }
  // In a folder like /tmp somebody may have been faster.
  checkTrusted(folder);
}

function whyNot({ path, owner, mode, why }: UntrustedPart, uid: number | undefined): string {
  const whose = `${path} belongs to user ${owner} and has mode ${mode}`;
  if (why === 'owner')
    return `${whose}, so that somebody else than user ${uid} or root decides what lies in it.`;
  return `${whose}, so that others can write to it. If nobody has changed anything there: chmod go-w '${path}'`;
}
