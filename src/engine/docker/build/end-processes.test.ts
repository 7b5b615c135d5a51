import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endProcesses } from './end-processes.ts';
import { findBuilds } from './find-builds.ts';

const host = `unix://${tmpdir()}/stagebench-${process.pid}.sock`;
const label = `stagebench.run=test-${process.pid}`;

/** A process that looks like a build, once it runs; what it printed then, and how it ended, comes with `ended`. */
async function startBuild(...more: string[]) {
  const fixture = path.join(import.meta.dirname, 'build-process.fixture.ts');
  const child = execa(process.execPath, [fixture, 'buildx', 'build', '--label', label, ...more], {
    argv0: 'docker',
    env: { DOCKER_HOST: host },
    reject: false,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await child.iterable().next()).toEqual({ done: false, value: 'ready' });
  return { pid: child.pid, ended: child };
}

const find = () => findBuilds(label, host);

describe.runIf(process.platform === 'linux')('a build that runs', () => {
  test('is found, told to end, and gone then', async () => {
    const { pid, ended } = await startBuild();
    expect(await find()).toEqual([pid]);
    expect(await endProcesses('A build', find)).toBe(true);
    expect(await find()).toEqual([]);
    expect(await ended).toMatchObject({ exitCode: 0, stdout: 'ready\nSIGTERM' });
  });

  test('is killed if it does not care', async () => {
    const { ended } = await startBuild('stubborn');
    expect(await endProcesses('A build', find, { termMs: 2000 })).toBe(true);
    expect(await ended).toMatchObject({ signal: 'SIGKILL', stdout: 'ready\nSIGTERM' });
  });

  test('is left alone when it belongs to another run, or is on another engine and sought on this one', async () => {
    const { pid } = await startBuild();
    expect(await endProcesses('A build', () => findBuilds(`${label}0`, host))).toBe(false);
    expect(await endProcesses('A build', () => findBuilds('stagebench.run', `${host}0`))).toBe(false);
    expect(await find()).toEqual([pid]);
  });
});

test('who does not want to wait any more is told that it has not ended', async () => {
  const interrupt = new AbortController();
  let asked = 0;
  const find = async () => {
    asked += 1;
    if (asked === 3) interrupt.abort();
    // No kernel gives so high an id.
    return [2 ** 30];
  };
  const outcome = endProcesses('A build', find, { signal: interrupt.signal });
  await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(asked).toBe(3);
});

test('where nothing runs nothing is ended', async () => {
  expect(await endProcesses('A build', async () => [])).toBe(false);
});

test('what does not end is named', async () => {
  // No kernel gives so high an id.
  const immortal = 2 ** 30;
  const outcome = endProcesses('A build', async () => [immortal], { termMs: 30, killMs: 30 });
  await expect(outcome).rejects.toMatchObject({
    code: 'ENGINE_STOP',
    message: `A build that was left behind does not end: process ${immortal}.`,
  });
});
