import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { readTrustFacts, type TrustFacts } from './trust-facts.ts';

/** A folder, or a link, on the way to a path, through which somebody else may change what is found there. */
export interface UntrustedPart {
  readonly path: string;
  readonly owner: number;
  /** As ls(1) counts it: `775`. */
  readonly mode: string;
  /** `owner`: it belongs to somebody else. `mode`: others may write to it. */
  readonly why: 'owner' | 'mode';
}

const writableByGroup = 0o020;
const writableByAll = 0o002;
const sticky = 0o1000;

/** As many links as Linux follows: path_resolution(7). */
const mostLinks = 40;

/**
 * Walks from `/` to an absolute path and through every link on the way. Every folder must belong to `uid` or to root, and
 * others may write only where the sticky bit keeps them from renaming what is not theirs, as in /tmp: what sshd asks of
 * the way to authorized_keys (StrictModes in sshd_config(5)). The user's private group is no other; and where root of the
 * machine has no number, its folders are those above the first one of our own that we cannot write to. Gives the first
 * part for which that is not so; undefined if there is none. What is not there yet, or cannot be looked at, ends the walk.
 * On a system without user numbers everything is trusted.
 */
export function untrustedPart(
  wanted: string,
  uid = process.getuid?.(),
  readFacts: (uid: number) => TrustFacts = readTrustFacts,
): UntrustedPart | undefined {
  if (uid === undefined) return undefined;
  let current = '/';
  let above: Stats | undefined;
  let links = 0;
  const ahead = namesOf(wanted);
  for (let name: string | undefined = ''; name !== undefined; name = ahead.shift()) {
    const next = path.join(current, name);
    const found = look(next);
    if (found === undefined) return undefined;
    const why = fault(found, uid);
    const part = { found, at: next, above, last: ahead.length === 0 && !found.isSymbolicLink() };
    // The facts are read only where they matter: nearly never.
    if (why !== undefined && !isHarmless(part, uid, readFacts(uid)))
      return { path: next, owner: found.uid, mode: (found.mode & 0o7777).toString(8), why };
    if (!found.isSymbolicLink()) {
      current = next;
      above = found;
      continue;
    }
    links += 1;
    if (links > mostLinks) return undefined;
    const target = readlinkSync(next);
    if (path.isAbsolute(target)) [current, above] = ['/', look('/')];
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

function fault(found: Stats, uid: number, facts?: TrustFacts): UntrustedPart['why'] | undefined {
  if (found.uid !== uid && found.uid !== 0 && found.uid !== facts?.rootShownAs) return 'owner';
  const isPrivate = found.uid === uid && found.gid === facts?.privateGroup;
  const writable = found.mode & (isPrivate ? writableByAll : writableByAll | writableByGroup);
  // The mode of a link says nothing: the folder it lies in decides who may replace it.
  if (found.isSymbolicLink() || writable === 0) return undefined;
  return isShared(found) ? undefined : 'mode';
}

/** As /tmp. */
const isShared = (found: Stats): boolean => found.isDirectory() && (found.mode & sticky) !== 0;

/** A part that looks wrong by its numbers alone. */
interface Doubtful {
  readonly found: Stats;
  readonly at: string;
  /** The folder that it lies in. */
  readonly above: Stats | undefined;
  /** Nothing comes after it. */
  readonly last: boolean;
}

/** Whether what is known of the machine's users explains it. */
function isHarmless({ found, at, above, last }: Doubtful, uid: number, facts: TrustFacts): boolean {
  if (fault(found, uid, facts) !== undefined) return false;
  if (found.uid === uid) return true;
  // Any user without a number shows up like root. What is used must be ours, and all below what is ours, mounts aside.
  const isWithinOurs = above?.uid === uid && above.dev === found.dev;
  if (isWithinOurs || last) return false;
  return found.isSymbolicLink() || isShared(found) || !facts.canWrite(at);
}
