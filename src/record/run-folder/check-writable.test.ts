import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkWritable, couldBeWritten } from './check-writable.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-writable-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const isRoot = process.getuid?.() === 0;

/** A file system of so many kB; false where it cannot be mounted (not root, or a container without the right). */
async function mountTmpfs(at: string, options: string): Promise<boolean> {
  mkdirSync(at);
  const { failed } = await execa('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { reject: false });
  if (!failed) {
    onTestFinished(async () => {
      await execa('umount', [at]);
    });
  }
  return !failed;
}
const canMount = isRoot && (await execa('unshare', ['--mount', 'true'], { reject: false })).exitCode === 0;

test('a folder that is not there is made, and nothing is left in it', async () => {
  const results = path.join(folder, 'new', 'results');
  await checkWritable(results, 'r1');
  expect(readdirSync(results)).toEqual([]);
});

test('a file in place of the folder is refused', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(checkWritable(file, 'r1')).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: `The results folder ${file} is not a folder.`,
  });
});

test('a folder in which nobody can make a file is refused', async () => {
  await expect(checkWritable('/proc', 'r1')).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: expect.stringMatching(/cannot be written \(E[A-Z]+\)\.$/),
  });
});

test.runIf(canMount)('a read-only file system is refused', async () => {
  const at = path.join(folder, 'read-only');
  expect(await mountTmpfs(at, 'size=64k,ro')).toBe(true);
  await expect(checkWritable(at, 'r1')).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: expect.stringContaining('(EROFS)'),
  });
});

test.runIf(canMount)(
  'a file system that is full is found before the first build, and the probe is taken away',
  async () => {
    const at = path.join(folder, 'full');
    expect(await mountTmpfs(at, 'size=64k')).toBe(true);
    await expect(checkWritable(at, 'r1')).rejects.toMatchObject({
      code: 'RESULTS_NOT_WRITABLE',
      message: `The results folder ${at} is full.`,
    });
    expect(readdirSync(at)).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a file system that refuses new folders is an error, not a wait without end',
  async () => {
    await expect(checkWritable('/proc/stagebench/results', 'r1')).rejects.toMatchObject({
      code: 'RESULTS_NOT_WRITABLE',
      message: 'The results folder /proc/stagebench/results cannot be written (ENOENT).',
    });
  },
);

test('what a killed run has left is not in the way', async () => {
  const results = path.join(folder, 'left-over');
  mkdirSync(results);
  writeFileSync(path.join(results, '.probe-r1'), '');
  await checkWritable(results, 'r1');
  expect(readdirSync(results)).toEqual(['.probe-r1']);
});

describe('to look without changing anything', () => {
  test.each([
    ['a folder that is there', () => folder],
    ['a folder that would have to be made', () => path.join(folder, 'not', 'yet')],
  ])('%s is fine, and nothing is made', async (_, place) => {
    const before = readdirSync(folder);
    await couldBeWritten(place());
    expect(readdirSync(folder)).toEqual(before);
  });

  test.each([
    ['a file', ['a-file']],
    ['a folder below a file', ['a-file', 'results']],
  ])('%s is refused', async (_, names) => {
    writeFileSync(path.join(folder, 'a-file'), '');
    const place = path.join(folder, ...names);
    await expect(couldBeWritten(place)).rejects.toMatchObject({
      code: 'RESULTS_NOT_WRITABLE',
      message: `The results folder ${place} is not a folder.`,
    });
  });

  test.runIf(canMount).each([
    ['a read-only file system', 'size=8m,ro', '(EROFS)'],
    ['a file system with too little space', 'size=64k', 'is full'],
  ])('%s is refused', async (_, options, why) => {
    const at = path.join(folder, options);
    expect(await mountTmpfs(at, options)).toBe(true);
    await expect(couldBeWritten(path.join(at, 'results'))).rejects.toThrow(why);
  });
});
