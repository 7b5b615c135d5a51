import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';

/* The workflows are read by linters of others: actionlint (a Go module) and zizmor (of PyPI). */

const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
const isCi = process.env['CI'] === 'true' && process.env['STAGEBENCH_READERS'] !== 'unavailable';

let folder: string;
/** Programs that could be installed. */
const installed = new Map<string, string>();

async function install(name: string, work: () => Promise<string>, isNeeded: boolean): Promise<void> {
  try {
    installed.set(name, await work());
  } catch (error) {
    process.stderr.write(
      `\n${name} does not look at the workflows: ${(error as Error).message.split('\n')[0]}\n`,
    );
    if (isNeeded) throw error;
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-linters-'));
  await install(
    'zizmor',
    async () => {
      const own = path.join(folder, 'venv');
      await execa('python3', ['-m', 'venv', own]);
      const words = ['install', '--quiet', '--disable-pip-version-check', 'zizmor'];
      await execa(path.join(own, 'bin', 'pip'), words);
      return path.join(own, 'bin', 'zizmor');
    },
    isCi,
  );
  // A machine without Go is no fault.
  await install(
    'actionlint',
    async () => {
      const env = { GOBIN: folder, GOPATH: path.join(folder, 'go'), GOFLAGS: '-modcacherw' };
      await execa('go', ['install', actionlint], { env });
      return path.join(folder, 'actionlint');
    },
    false,
  );
}, 300_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('actionlint finds nothing', async ({ skip }) => {
  const program = installed.get('actionlint');
  if (program === undefined) return skip();
  const { stdout, exitCode } = await execa(program, ['-no-color'], { cwd: rootFolder, reject: false });
  expect([stdout, exitCode]).toEqual(['', 0]);
});

test('zizmor finds nothing, without asking anybody', async ({ skip }) => {
  const program = installed.get('zizmor');
  if (program === undefined) return skip();
  const { stdout, stderr, exitCode } = await execa(
    program,
    ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'plain', '.github/workflows'],
    { cwd: rootFolder, reject: false },
  );
  expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
});
