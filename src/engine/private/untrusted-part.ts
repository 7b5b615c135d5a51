import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';

/** A folder, or a link, on the way to a path, through which somebody else may change what is found there. */
export interface UntrustedPart {
  readonly path: string;
  readonly owner: number;
  /** As ls(1) counts it: `775`. */
  readonly mode: string;
  /** `owner`: it belongs to somebody else. `mode`: others may write to it. */
  readonly why: 'owner' | 'mode';
}

const writableByOthers = 0o022;
const sticky = 0o1000;

/** As many links as Linux follows: path_resolution(7). */
const mostLinks = 40;

/**
 * Walks from `/` to an absolute path and through every link on the way. Every folder must belong to `uid` or to root, and
 * others may write only where the sticky bit keeps them from renaming what is not theirs, as in /tmp: what sshd asks of
 * the way to authorized_keys (StrictModes in sshd_config(5)). Gives the first part for which that is not so; undefined if
 * there is none. What is not there yet, or cannot be looked at, ends the walk. On a system without user numbers
 * everything is trusted.
 */
export function untrustedPart(wanted: string, uid = process.getuid?.()): UntrustedPart | undefined {
  if (uid === undefined) return undefined;
  let current = '/';
  let links = 0;
  const ahead = namesOf(wanted);
  for (let name: string | undefined = ''; name !== undefined; name = ahead.shift()) {
    const next = path.join(current, name);
    const found = look(next);
    if (found === undefined) return undefined;
    const why = fault(found, uid);
    if (why !== undefined)
      return { path: next, owner: found.uid, mode: (found.mode & 0o7777).toString(8), why };
    if (!found.isSymbolicLink()) {
      current = next;
      continue;
    }
    links += 1;
    if (links > mostLinks) return undefined;
    const target = readlinkSync(next);
    if (path.isAbsolute(target)) current = '/';
    ahead.unshift(...namesOf(target));
  }
  return undefined;
}

const namesOf = (text: string): string[] => text.split('/').filter((name) => name !== '' && name !== '.');

function look(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

function fault(found: Stats, uid: number): UntrustedPart['why'] | undefined {
  if (found.uid !== uid && found.uid !== 0) return 'owner';
  // The mode of a link says nothing: the folder it lies in decides who may replace it.
  if (found.isSymbolicLink() || (found.mode & writableByOthers) === 0) return undefined;
  return found.isDirectory() && (found.mode & sticky) !== 0 ? undefined : 'mode';
}
