import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { untrustedPart } from './untrusted-part.ts';

const { uid } = userInfo();
/** Somebody who is neither root nor who runs the test. */
const somebody = uid + 12_345;

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
    expect(untrustedPart(made)).toEqual(part);
    expect(untrustedPart(path.join(made, 'not', 'there'))).toEqual(part);
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
describe.runIf(uid === 0)('for root, not trusted is', () => {
  test('a folder of a user, and a link that a user has made in /tmp', async () => {
    const { chownSync, lchownSync } = await import('node:fs');
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
