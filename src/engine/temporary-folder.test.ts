import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkTemporaryFolder, makeTemporaryFolder, removeLeftTemporary } from './temporary-folder.ts';

let folder: string;
const mounts: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-temporary-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const mount of mounts.splice(0)) execFileSync('umount', [mount]);
  rmSync(folder, { recursive: true });
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** A file system of its own on a new folder, until the test is over. */
function mounted(options: string): string {
  const mount = path.join(folder, 'mounted');
  mkdirSync(mount);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mount]);
  mounts.push(mount);
  return mount;
}

const refused = (named: string) => ({
  code: 'TEMPORARY_NOT_WRITABLE',
  exitCode: 2,
  message: expect.stringContaining(named),
  fix: expect.stringContaining('TMPDIR'),
});

test('a folder for temporary files that is good is left as it was', async () => {
  vi.stubEnv('TMPDIR', folder);
  await checkTemporaryFolder();
  expect(readdirSync(folder)).toEqual([]);
  expect(path.dirname(await makeTemporaryFolder('build'))).toBe(folder);
});

test('what killed processes have left goes, what a living one uses and what others have made stays', async () => {
  vi.stubEnv('TMPDIR', folder);
  const mine = path.basename(await makeTemporaryFolder('build'));
  for (const name of ['stagebench-build-7-abc', 'stagebench-7-abc', 'stagebench-builder-7-x'])
    mkdirSync(path.join(folder, name));
  await removeLeftTemporary((pid) => pid !== 7);
  expect(readdirSync(folder).toSorted()).toEqual(
    [mine, 'stagebench-7-abc', 'stagebench-builder-7-x'].toSorted(),
  );
});

describe('an error of the catalogue names it', () => {
  test('if it is a file', async () => {
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    vi.stubEnv('TMPDIR', file);
    await expect(checkTemporaryFolder()).rejects.toMatchObject(refused(file));
    await expect(makeTemporaryFolder('build')).rejects.toMatchObject(refused(file));
  });

  test('if it is not there, and none is made', async () => {
    const missing = path.join(folder, 'missing');
    vi.stubEnv('TMPDIR', missing);
    await expect(checkTemporaryFolder()).rejects.toMatchObject(refused(missing));
    expect(existsSync(missing)).toBe(false);
  });

  test.runIf(isRoot)('if it cannot be written', async () => {
    vi.stubEnv('TMPDIR', mounted('size=1m,ro'));
    await expect(checkTemporaryFolder()).rejects.toMatchObject(refused('EROFS'));
  });

  test.runIf(isRoot)('if it is very small', async () => {
    const small = mounted('size=16k');
    vi.stubEnv('TMPDIR', small);
    await expect(checkTemporaryFolder()).rejects.toMatchObject(refused('less than 1 MB'));
    expect(readdirSync(small)).toEqual([]);
  });
});
