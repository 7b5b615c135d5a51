import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-branch-'));
  git('.', 'init', '--quiet', '--bare', 'remote.git');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const git = (where: string, ...words: string[]): string =>
  execFileSync('git', ['-C', path.join(folder, where), ...words], { encoding: 'utf8', stdio: 'pipe' });

async function history(action: string, where: string, env: NodeJS.ProcessEnv = {}) {
  const { exitCode, stderr } = await execa(path.join(rootFolder, '.ci/history'), [action, where], {
    ...{ cwd: folder, reject: false },
    env: { REMOTE: path.join(folder, 'remote.git'), GIT_CONFIG_GLOBAL: '/dev/null', ATTEMPTS: '2', ...env },
  });
  return { exitCode, stderr };
}
const fine = { exitCode: 0 };

const head = 'night,value\n';
const file = (where: string): string => path.join(folder, where, '2026.csv');
const read = (where: string): string => readFileSync(file(where), 'utf8');
function add(where: string, night: string): void {
  mkdirSync(path.join(folder, where), { recursive: true });
  writeFileSync(file(where), `${existsSync(file(where)) ? read(where) : head}${night}\n`);
}

/** A branch with one night, which `one` and `two` have. */
async function twoClones(): Promise<void> {
  expect(await history('fetch', 'one')).toMatchObject(fine);
  add('one', 'first');
  expect(await history('push', 'one')).toMatchObject(fine);
  expect(await history('fetch', 'two')).toMatchObject(fine);
  expect(read('two')).toBe(`${head}first\n`);
}

describe('fetch of a folder that was fetched before', () => {
  test('brings what others have pushed since', async () => {
    await twoClones();
    add('one', 'second');
    await history('push', 'one');
    expect(await history('fetch', 'two')).toEqual({ exitCode: 0, stderr: '' });
    expect(read('two')).toBe(`${head}first\nsecond\n`);
    expect(await history('fetch', 'two')).toMatchObject(fine);
  });

  test('keeps nights that were not pushed yet, and the next push brings them', async () => {
    await twoClones();
    add('two', 'own');
    add('one', 'second');
    await history('push', 'one');
    expect(await history('fetch', 'two')).toMatchObject(fine);
    expect(read('two')).toBe(`${head}first\nsecond\nown\n`);
    expect(await history('push', 'two')).toMatchObject(fine);
    expect(git('remote.git', 'show', 'stagebench-history:2026.csv')).toBe(`${head}first\nsecond\nown\n`);
  });

  test('before the first night of the branch, and behind it', async () => {
    for (const where of ['one', 'two', 'two']) expect(await history('fetch', where)).toMatchObject(fine);
    add('one', 'first');
    await history('push', 'one');
    expect(await history('fetch', 'two')).toMatchObject(fine);
    expect(read('two')).toBe(`${head}first\n`);
  });

  test('changes nothing where it is a clone of another remote', async () => {
    await twoClones();
    git('.', 'init', '--quiet', '--bare', 'other.git');
    const { exitCode, stderr } = await history('fetch', 'two', { REMOTE: path.join(folder, 'other.git') });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^two is a clone of .*remote\.git\. Name/)]);
  });
});

describe('a folder that is no clone', () => {
  test('but holds nights is not pushed, and says what to do; then its nights are beside those of the branch', async () => {
    await twoClones();
    add('mine', 'own');
    const { exitCode, stderr } = await history('push', 'mine');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^mine is no clone .* Run `.* fetch mine` first/),
    ]);
    expect(await history('fetch', 'mine')).toMatchObject(fine);
    expect(read('mine')).toBe(`${head}first\nown\n`);
    expect(await history('push', 'mine')).toMatchObject(fine);
    expect(git('remote.git', 'show', 'stagebench-history:2026.csv')).toBe(`${head}first\nown\n`);
  });

  test('and holds other things is refused, and stays as it is', async () => {
    mkdirSync(path.join(folder, 'else'));
    writeFileSync(path.join(folder, 'else/builds.csv'), 'mine');
    expect(await history('fetch', 'else')).toEqual({
      exitCode: 2,
      stderr: 'else is not empty and holds no history. Name another folder.',
    });
    expect(existsSync(path.join(folder, 'else/.git'))).toBe(false);
  });

  test('inside a checkout is not taken for the checkout', async () => {
    git('.', 'init', '--quiet', 'checkout');
    git('checkout', 'remote', 'add', 'origin', path.join(folder, 'remote.git'));
    add('checkout/results/history', 'own');
    expect(await history('push', 'checkout/results/history')).toMatchObject({ exitCode: 2 });
    expect(git('remote.git', 'branch', '--list')).toBe('');
  });
});
