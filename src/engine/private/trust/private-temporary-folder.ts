import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { untrustedPart } from './untrusted-part.ts';

/** Of the folder in which Node keeps this program as it has compiled it. */
export const compiledName = 'stagebench-compiled';

/**
 * A folder for temporary files that nobody else can write to; undefined if somebody else has made one of that name, or could
 * put another in its place. What lies in it may be executed.
 */
export function privateTemporaryFolder(name: string, parent = tmpdir()): string | undefined {
  try {
    const { uid } = userInfo();
    const folder = folderOf(name, parent);
    makeIfMissing(folder);
    const found = lstatSync(folder);
    // Where users have no numbers, the folder for temporary files is the user's own.
    const isOurs = uid === -1 || (found.uid === uid && untrustedPart(folder, uid) === undefined);
    return found.isDirectory() && isOurs ? folder : undefined;
  } catch {
    return undefined;
  }
}

const folderOf = (name: string, parent: string): string => path.join(parent, `${name}-${userInfo().uid}`);

/** Such a folder, if this user has one: it is removed, and nothing in it is believed. */
export function madeTemporaryFolder(name: string, parent = tmpdir()): string | undefined {
  const folder = folderOf(name, parent);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const { uid } = userInfo();
  return found?.isDirectory() && (uid === -1 || found.uid === uid) ? folder : undefined;
}

/** Not its parents: a TMPDIR that is not there is somebody's mistake, and not ours to make. */
function makeIfMissing(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
