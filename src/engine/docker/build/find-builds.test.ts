import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand } from './build-command.ts';
import { findBuilds } from './find-builds.ts';

const host = 'unix:///run/ours/docker.sock';
const label = 'stagebench.run=r1';
const labelled = (labels: Readonly<Record<string, string>>) =>
  buildCommand(
    {
      ...{ contextDir: '/apps/go', dockerfile: '/go.Dockerfile', tag: 'stagebench/go-slim:r1' },
      ...{ bases: new Map(), labels },
    },
    { builder: 'default', hostNetwork: true, idFile: '/tmp/id' },
  );
const command = (runId: string) => labelled({ 'stagebench.run': runId });
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
async function found(
  args: readonly string[] | undefined,
  environment: readonly string[] | undefined,
  wanted = label,
) {
  const folder = path.join(procDir, '4711');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  if (args !== undefined) writeFileSync(path.join(folder, 'cmdline'), zeroEnded(args));
  if (environment !== undefined) writeFileSync(path.join(folder, 'environ'), zeroEnded(environment));
  return findBuilds(wanted, host, procDir);
}

const environment = ['PATH=/usr/bin', `DOCKER_HOST=${host}`, 'HOME=/root'];

test.each<[string, string[], string[]?]>([
  ['the command that builds', ['docker', ...ours]],
  ['with its path', ['/usr/bin/docker', ...ours]],
  ['its plugin', ['/root/docker-config/cli-plugins/docker-buildx', ...ours]],
  ['one whose engine has another name: a run has one', ['docker', ...ours], [`DOCKER_HOST=${host}.other`]],
  ['one on the engine of the current context', ['docker', ...ours], ['PATH=/usr/bin']],
])('found is %s', async (_, args, variables = environment) => {
  expect(await found(args, variables)).toEqual([4711]);
});

test.each<[string, string[] | undefined, string[] | undefined]>([
  ['a build of another run', ['docker', ...command('r10')], environment],
  ['a build without a label', ['docker', 'buildx', 'build', '--tag', label, '.'], environment],
  ['what only removes by the label', ['docker', 'buildx', 'prune', '--label', label], environment],
  ['a program that only names the command', ['bash', '-c', ['docker', ...ours].join(' ')], environment],
  ['another program with the same words', ['pgrep', ...ours], environment],
  ['a process that has gone', undefined, undefined],
  ['a zombie', [], []],
])('not found is %s', async (_, args, variables) => {
  expect(await found(args, variables)).toEqual([]);
});

describe('by a label without its value', () => {
  const base = ['docker', ...labelled({ 'stagebench.base': 'debian:trixie-slim' })];

  test('a build on this engine is found, whatever the value', async () => {
    expect(await found(base, environment, 'stagebench.base')).toEqual([4711]);
  });

  test.each<[string, string[], string[] | undefined, string]>([
    ['on another engine', base, [`DOCKER_HOST=${host}.other`], 'stagebench.base'],
    ['on the engine of the current context', base, ['PATH=/usr/bin'], 'stagebench.base'],
    ['whose environment may not be read', base, undefined, 'stagebench.base'],
    ['with a label that only begins so', base, environment, 'stagebench'],
    ['with another label', base, environment, 'stagebench.run'],
  ])('none is found %s', async (_, args, variables, wanted) => {
    expect(await found(args, variables, wanted)).toEqual([]);
  });
});

test('what is no process is passed over, and without /proc there is none', async () => {
  writeFileSync(path.join(procDir, 'uptime'), zeroEnded(['docker', ...ours]));
  expect(await found(['docker', ...ours], environment)).toEqual([4711]);
  expect(await findBuilds(label, host, path.join(procDir, 'absent'))).toEqual([]);
});
