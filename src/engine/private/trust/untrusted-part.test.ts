import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { untrustedPart } from './untrusted-part.ts';

const { uid, gid } = userInfo();
/** Somebody who is neither root nor who runs the test. */
const somebody = uid + 12_345;

/** A machine on which nobody is in our group but we; one on which that is not so; and one without root. */
const canWrite = (): boolean => false;
const alone = () => ({ privateGroup: gid, rootShownAs: undefined, canWrite });
const together = () => ({ privateGroup: undefined, rootShownAs: undefined, canWrite });
const namespace = () => ({ privateGroup: undefined, rootShownAs: somebody, canWrite });

let folder: string;
beforeEach(() => {
  // Made with mode 700: https://nodejs.org/api/fs.html#fsmkdtempprefix-options-callback
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'stagebench-trust-')));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Makes a folder with exactly this mode, whatever the umask. */
function make(mode: number, ...names: string[]): string {
  const made = path.join(folder, ...names);
  mkdirSync(made);
  chmodSync(made, mode);
  return made;
}

describe('trusted is', () => {
  test('a folder of our own that is closed to others', () => {
    expect(untrustedPart(make(0o755, 'a'))).toBeUndefined();
  });

  test('a folder of our own in one where anybody may make his own, as /tmp', () => {
    make(0o1777, 'tmp');
    expect(untrustedPart(make(0o700, 'tmp', 'a'))).toBeUndefined();
  });

  test("what belongs to root: that is everybody's system", () => {
    expect(untrustedPart('/usr/bin', somebody)).toBeUndefined();
  });

  test('a folder that only the group may write to in which nobody is but its owner', () => {
    const made = make(0o775, 'a');
    expect(untrustedPart(made, uid, alone)).toBeUndefined();
    expect(untrustedPart(make(0o2775, 'a', 'b'), uid, alone)).toBeUndefined();
  });

  test('what is not there yet, if the way to it is', () => {
    expect(untrustedPart(path.join(folder, 'a', 'b', 'c'))).toBeUndefined();
  });
});

describe('not trusted is', () => {
  test('a folder of somebody else', () => {
    const made = make(0o755, 'a');
    chmodSync(folder, 0o755);
    const part = uid === 0 ? undefined : { path: folder, owner: uid, mode: '755', why: 'owner' };
    expect(untrustedPart(made, somebody)).toEqual(part);
  });

  test.each([
    [0o775, '775'],
    [0o757, '757'],
    [0o777, '777'],
  ])('a folder that others may write to: mode %o', (mode, text) => {
    const made = make(mode, 'a');
    const part = { path: made, owner: uid, mode: text, why: 'mode' };
    expect(untrustedPart(made, uid, together)).toEqual(part);
    expect(untrustedPart(path.join(made, 'not', 'there'), uid, together)).toEqual(part);
  });

  test.each([0o757, 0o777])('a folder that all may write to, whoever is in the group: mode %o', (mode) => {
    expect(untrustedPart(make(mode, 'a'), uid, alone)).toMatchObject({ why: 'mode' });
  });

  test('a folder of our own below one that others may write to: they may put another in its place', () => {
    const open = make(0o777, 'a');
    expect(untrustedPart(make(0o700, 'a', 'b'))).toMatchObject({ path: open, mode: '777' });
  });

  test('a link to a folder that others may write to, absolute or not, in the middle or at the end', () => {
    const open = make(0o777, 'open');
    make(0o700, 'open', 'within');
    for (const [index, target] of [open, 'open', './../' + path.basename(folder) + '/open'].entries()) {
      const link = path.join(folder, `link${index}`);
      symlinkSync(target, link);
      expect(untrustedPart(link)).toMatchObject({ path: open });
      expect(untrustedPart(path.join(link, 'within'))).toMatchObject({ path: open });
    }
  });

  test('a link that others may point elsewhere, however good what it points to', () => {
    const open = make(0o777, 'open');
    symlinkSync(make(0o700, 'good'), path.join(open, 'link'));
    expect(untrustedPart(path.join(open, 'link'))).toMatchObject({ path: open });
  });

  test('and links that go round in a circle lead nowhere', () => {
    symlinkSync('b', path.join(folder, 'a'));
    symlinkSync('a', path.join(folder, 'b'));
    expect(untrustedPart(path.join(folder, 'a'))).toBeUndefined();
  });
});

// Only root can make what belongs to others.
if (uid !== 0) console.warn('NOT RUN: folders of other owners. Only root can make them.');
describe.runIf(uid === 0)('for root, not trusted is', () => {
  test('a folder of a user, and a link that a user has made in /tmp', () => {
    const theirs = make(0o700, 'theirs');
    chownSync(theirs, somebody, somebody);
    expect(untrustedPart(path.join(theirs, 'cache'))).toEqual({
      path: theirs,
      owner: somebody,
      mode: '700',
      why: 'owner',
    });
    make(0o1777, 'tmp');
    const link = path.join(folder, 'tmp', 'cache');
    symlinkSync(make(0o700, 'good'), link);
    expect(untrustedPart(link)).toBeUndefined();
    lchownSync(link, somebody, somebody);
    expect(untrustedPart(link)).toMatchObject({ path: link, owner: somebody, why: 'owner' });
  });
});

describe.runIf(uid === 0)('where root has no number (as root makes it for a user)', () => {
  const user = 1000;
  /** A folder of who shows up as root does there, of the user, or of a third. */
  const of = (owner: number, mode: number, ...names: string[]): string => {
    const made = make(mode, ...names);
    chownSync(made, owner, owner);
    return made;
  };
  const part = (wanted: string) => untrustedPart(wanted, user, namespace);

  test('its folders above our first one are trusted', () => {
    chmodSync(folder, 0o755);
    of(somebody, 0o755, 'home');
    of(user, 0o700, 'home', 'me');
    expect(part(of(user, 0o700, 'home', 'me', 'cache'))).toBeUndefined();
    expect(part(path.join(folder, 'home', 'me', 'cache', 'not', 'there'))).toBeUndefined();
    of(somebody, 0o1777, 'tmp');
    expect(part(of(user, 0o700, 'tmp', 'mine'))).toBeUndefined();
  });

  test('but neither what is used itself, nor what lies in a folder of ours, nor what others may write to', () => {
    chmodSync(folder, 0o755);
    const theirs = of(somebody, 0o755, 'cache');
    expect(part(theirs)).toMatchObject({ path: theirs, why: 'owner' });
    of(user, 0o755, 'me');
    const within = of(somebody, 0o755, 'me', 'theirs');
    expect(part(of(user, 0o700, 'me', 'theirs', 'mine'))).toMatchObject({ path: within, why: 'owner' });
    const open = of(somebody, 0o775, 'open');
    expect(part(of(user, 0o700, 'open', 'mine'))).toMatchObject({ path: open, why: 'owner' });
    const third = of(4242, 0o755, 'third');
    expect(part(of(user, 0o700, 'third', 'mine'))).toMatchObject({ path: third, why: 'owner' });
  });

  test('nor one that we could write to by other ways than its mode', () => {
    chmodSync(folder, 0o755);
    const theirs = of(somebody, 0o755, 'home');
    const facts = () => ({ ...namespace(), canWrite: (at: string) => at === theirs });
    const mine = of(user, 0o700, 'home', 'me');
    expect(untrustedPart(mine, user, facts)).toMatchObject({ path: theirs, why: 'owner' });
  });

  test('and on a machine where root has its number they are somebody else’s', () => {
    chmodSync(folder, 0o755);
    const theirs = of(somebody, 0o755, 'home');
    const mine = of(user, 0o700, 'home', 'me');
    expect(untrustedPart(mine, user, together)).toMatchObject({ path: theirs, why: 'owner' });
  });
});

/** A user's process in a user namespace of its own, in which root has no number; undefined where that is not allowed. */
const unshared = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', 'unshare', '-r'];
const canUnshare = uid === 0 && spawnSync('setpriv', [...unshared.slice(1), 'true']).status === 0;
if (!canUnshare) console.warn('NOT RUN: a user namespace. Only root can become a user who makes one.');

test.runIf(canUnshare)('under `unshare -r` the cache folder of a user is trusted, and no other', () => {
  chmodSync(folder, 0o755);
  for (const name of ['home', 'home/me', 'home/ben', 'home/me/theirs']) make(0o755, name);
  chownSync(path.join(folder, 'home/me'), 1000, 1000);
  chownSync(path.join(folder, 'home/ben'), 1001, 1001);
  const module = new URL('untrusted-part.ts', import.meta.url).href;
  const wanted = ['home/me/cache', 'home/me/theirs/cache', 'home/ben'].map((name) => path.join(folder, name));
  const script = `import { untrustedPart } from ${JSON.stringify(module)};
    console.log(JSON.stringify(${JSON.stringify(wanted)}.map((each) => untrustedPart(each)?.path ?? 'trusted')));`;
  const child = [process.execPath, '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync('setpriv', [...unshared.slice(1), ...child], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    'trusted',
    path.join(folder, 'home/me/theirs'),
    path.join(folder, 'home/ben'),
  ]);
});
