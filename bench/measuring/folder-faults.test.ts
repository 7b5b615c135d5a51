import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { removeCopies } from './copy-apps.ts';
import { resultsProblem } from '../../src/record/run-folder/check-writable.ts';

const { folder, results, ownProcess, runInOwnProcess } = useFakeCli();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const mounts: string[] = [];
afterEach(() => {
  for (const target of mounts.splice(0)) execFileSync('umount', [target]);
});

function mount(target: string, options: string): void {
  mkdirSync(target, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', target]);
  mounts.push(target);
}

test('a TMPDIR that is a file is told before anything is built or written', async () => {
  const file = path.join(folder(), 'a-file');
  writeFileSync(file, '');
  const words = ['run', '--engine', 'fake', '--apps', 'go', '--rounds', '1', '--results', results()];
  const { exitCode, stderr } = await ownProcess(words, {}, { env: { TMPDIR: file } });
  expect(stderr).toMatch(/^error TEMPORARY_NOT_WRITABLE: .*a-file/);
  expect(stderr).not.toContain('    at ');
  expect(exitCode).toBe(2);
  expect(readdirSync(results())).toEqual([]);
});

describe.runIf(isRoot)('on a file system of its own', () => {
  test('no inodes left for the copies of the apps is told as that, and the run goes on once there are some', async () => {
    // The folder itself, the run's and its five files take seven; the apps have more than the rest.
    mount(results(), 'size=50m,nr_inodes=20');
    const { exitCode, stderr } = await runInOwnProcess();
    expect(stderr).toMatch(/error RESULTS_NOT_WRITABLE: .* It has no inodes left \(df -i\)\./);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(2);
    execFileSync('mount', ['-o', 'remount,nr_inodes=2000', results()]);
    const resumed = await ownProcess(['run', '--resume', '--engine', 'fake', '--results', results()]);
    expect(resumed.exitCode, resumed.stderr).toBe(0);
  });

  test('copies that cannot be removed at the end are told, and end nothing', async () => {
    const copies = path.join(folder(), 'apps');
    mount(path.join(copies, 'go'), 'size=64k');
    const told: string[] = [];
    await removeCopies(copies, (text) => told.push(text));
    expect(told).toEqual([expect.stringMatching(/^could not be cleaned up: .*\/apps \(EBUSY.*by hand/)]);
  });
});

test('what is no fault of the folder stays the error that it was', async () => {
  const missing = Object.assign(new Error('no such app'), {
    code: 'ENOENT',
    path: path.join(folder(), 'apps'),
  });
  expect(await resultsProblem(folder(), missing)).toBe(missing);
  const unreadable = Object.assign(new Error('no permission'), { code: 'EACCES', path: '/apps/go' });
  expect(await resultsProblem(folder(), unreadable)).toBe(unreadable);
});
