import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { lockRunFolder, runLockFile } from './lock-run-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const purpose = { what: 'a run', runId: 'r1' };
const since = () => new Date('2026-01-01T00:00:00.000Z');

/** Another process that holds the lock of the folder. */
async function holder() {
  const program = path.join(import.meta.dirname, '../../lock/lock-holder.fixture.ts');
  const child = spawn(process.execPath, [program, runLockFile(folder), 'r1']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  expect(value).toBe('held');
  return child;
}

test('while it is held, nobody else gets it, and is told who has it; nothing is left of it then', async () => {
  const held = await lockRunFolder(folder, purpose, since);
  await expect(lockRunFolder(folder, purpose)).rejects.toMatchObject({
    code: 'RUN_IN_USE',
    message: `Process ${process.pid} (a run, since 2026-01-01T00:00:00.000Z) works on run r1 (${folder}).`,
  });
  await held[Symbol.asyncDispose]();
  expect(readdirSync(folder)).toEqual([]);
  await (await lockRunFolder(folder, purpose))[Symbol.asyncDispose]();
});

test('another process is told from us, and its death gives the folder back', async () => {
  const child = await holder();
  await expect(lockRunFolder(folder, purpose)).rejects.toMatchObject({
    code: 'RUN_IN_USE',
    message: expect.stringContaining(`Process ${child.pid} (a test, since `),
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await lockRunFolder(folder, purpose))[Symbol.asyncDispose]();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that takes no lock says so: it is the results folder that refuses, not the cache', async () => {
  await expect(lockRunFolder('/proc', purpose)).rejects.toMatchObject({
    code: 'RESULTS_NOT_WRITABLE',
    message: expect.stringMatching(/^\/proc cannot be locked \(.+\): a resumed run writes/),
  });
});
