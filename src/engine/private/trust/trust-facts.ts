import { accessSync, constants, readFileSync } from 'node:fs';

/** What a machine says about its users, beyond the numbers that stat(2) gives. */
export interface TrustFacts {
  /** The number of a group whose only member is the user; undefined if there is none. */
  readonly privateGroup: number | undefined;
  /** The number under which the root of the machine shows up, if not as 0. */
  readonly rootShownAs: number | undefined;
  /** Whether this process could write to a folder, by groups and access control lists too. */
  canWrite(folder: string): boolean;
}

/** Reads them. A file that is not there, as on macOS, says nothing. */
export function readTrustFacts(uid: number): TrustFacts {
  return {
    privateGroup: privateGroup(uid, read('/etc/passwd'), read('/etc/group')),
    rootShownAs: rootShownAs(read('/proc/self/uid_map'), read('/proc/sys/kernel/overflowuid')),
    canWrite,
  };
}

/**
 * The user's own group, as Debian, Ubuntu and Fedora make one for each user, with a umask of 002: it is his primary group,
 * no other user's, and has no other member. Debian's OpenSSH lets such a group write to authorized_keys, too
 * (user-group-modes.patch). Takes passwd(5) and group(5); users of a directory service have none here. Never root's group:
 * services and containers may run with that and another user.
 */
export function privateGroup(uid: number, passwd: string, group: string): number | undefined {
  const users = fieldsOf(passwd).map(([name, , user, primary]) => ({
    name,
    uid: Number(user),
    gid: Number(primary),
  }));
  const user = users.find((one) => one.uid === uid);
  if (user === undefined || !(user.gid > 0)) return undefined;
  if (users.some((one) => one.gid === user.gid && one.uid !== uid)) return undefined;
  const groups = fieldsOf(group).filter(([, , gid]) => Number(gid) === user.gid);
  const members = groups.flatMap(([, , , names = '']) => names.split(',').filter((name) => name !== ''));
  return groups.length > 0 && members.every((name) => name === user.name) ? user.gid : undefined;
}

const fieldsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => line.trim().split(':'));

/** A user namespace that has all numbers: user_namespaces(7). */
const allIds = 4_294_967_295;

/**
 * In a user namespace (`unshare -r`, bwrap) whoever has no number there shows up as the overflow number, root of the machine
 * among them. Undefined where root has a number, and where the overflow number is some user's own.
 */
export function rootShownAs(uidMap: string, overflow: string): number | undefined {
  const lines = uidMap.trim() === '' ? [] : uidMap.trim().split('\n');
  const ranges = lines.map((line) => {
    const [inside = NaN, outside = NaN, count = NaN] = line.trim().split(/\s+/).map(Number);
    return { inside, outside, count };
  });
  const shown = Number(overflow.trim() || NaN);
  if (ranges.length === 0 || !Number.isInteger(shown)) return undefined;
  const mapped = ranges.reduce((sum, { count }) => sum + count, 0);
  const hasNumber = ranges.some(
    ({ inside, outside, count }) => outside === 0 || (inside <= shown && shown < inside + count),
  );
  return mapped < allIds && !hasNumber ? shown : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
