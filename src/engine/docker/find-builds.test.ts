import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCommand } from './build-command.ts';
import { findBuilds } from './find-builds.ts';

const host = 'unix:///run/ours/docker.sock';
const label = 'stagebench.run=r1';
const command = (runId: string) =>
  buildCommand(
    {
      ...{ contextDir: '/apps/go', dockerfile: '/go.Dockerfile', tag: 'stagebench/go-slim:r1' },
      ...{ bases: new Map(), labels: { 'stagebench.run': runId } },
    },
    { builder: 'default', hostNetwork: true, idFile: '/tmp/id' },
  );
const ours = command('r1');

let procDir: string;
beforeAll(() => {
  procDir = mkdtempSync(path.join(tmpdir(), 'stagebench-proc-'));
});
afterAll(() => {
  rmSync(procDir, { recursive: true });
});

const zeroEnded = (words: readonly string[]) => words.map((word) => `${word}\0`).join('');

/** A /proc with one process, whose command line and environment are these; undefined: not to be read. */
async function found(args: readonly string[] | undefined, environment: readonly string[] | undefined) {
  const folder = path.join(procDir, '4711');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  if (args !== undefined) writeFileSync(path.join(folder, 'cmdline'), zeroEnded(args));
  if (environment !== undefined) writeFileSync(path.join(folder, 'environ'), zeroEnded(environment));
  return findBuilds(label, host, procDir);
}

const environment = ['PATH=/usr/bin', `DOCKER_HOST=${host}`, 'HOME=/root'];

test.each<[string, string[]]>([
  ['the command that builds', ['docker', ...ours]],
  ['with its path', ['/usr/bin/docker', ...ours]],
  ['its plugin', ['/root/docker-config/cli-plugins/docker-buildx', ...ours]],
])('found is %s', async (_, args) => {
  expect(await found(args, environment)).toEqual([4711]);
});

test.each<[string, string[] | undefined, string[] | undefined]>([
  ['a build of another run', ['docker', ...command('r10')], environment],
  ['a build without a label', ['docker', 'buildx', 'build', '--tag', label, '.'], environment],
  ['what only removes by the label', ['docker', 'buildx', 'prune', '--label', label], environment],
  ['a program that only names the command', ['bash', '-c', ['docker', ...ours].join(' ')], environment],
  ['another program with the same words', ['pgrep', ...ours], environment],
  ['a build on another engine', ['docker', ...ours], [`DOCKER_HOST=${host}.other`]],
  ['a build on the engine of the current context', ['docker', ...ours], ['PATH=/usr/bin']],
  ['a process whose environment may not be read', ['docker', ...ours], undefined],
  ['a process that has gone', undefined, undefined],
  ['a zombie', [], []],
])('not found is %s', async (_, args, variables) => {
  expect(await found(args, variables)).toEqual([]);
});

test('what is no process is passed over, and without /proc there is none', async () => {
  writeFileSync(path.join(procDir, 'uptime'), zeroEnded(['docker', ...ours]));
  expect(await found(['docker', ...ours], environment)).toEqual([4711]);
  expect(await findBuilds(label, host, path.join(procDir, 'absent'))).toEqual([]);
});
