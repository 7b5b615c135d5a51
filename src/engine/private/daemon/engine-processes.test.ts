import { expect, test } from 'vitest';
import type { ProcessEntry } from '../../list-processes.ts';
import { privatePaths } from '../private-paths.ts';
import { daemonCommand } from './daemon-command.ts';
import { engineProcesses, findDaemon } from './engine-processes.ts';

const paths = privatePaths({ env: { HOME: '/root' } });
const process = (pid: number, parent: number, ...args: string[]): ProcessEntry => ({ pid, parent, args });
const daemon = process(10, 1, '/x/dockerd', '--data-root', paths.dataRoot, '--exec-root', paths.execRoot);
const containerd = process(11, 10, 'containerd', '--config', `${paths.execRoot}/containerd/containerd.toml`);
const shim = process(
  12,
  1,
  '/x/containerd-shim-runc-v2',
  '-address',
  `${paths.execRoot}/containerd/containerd.sock`,
);
const app = process(13, 12, 'node', 'server.js');

test('the engine is its daemon, containerd, shims and what runs below them', () => {
  const all = [process(1, 0, 'init'), app, shim, containerd, daemon];
  expect(
    engineProcesses(all, paths)
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual([10, 11, 12, 13]);
  expect(findDaemon(all, paths)?.pid).toBe(10);
});

test('a build step that has outlived a killed daemon is known by its control group', () => {
  const step = (parent: string) => ({
    ...process(30, 1, 'sleep', '9'),
    controlGroups: `9:pids:${parent}/buildkit/x\n`,
  });
  const ours = step(paths.cgroupParent);
  expect(engineProcesses([ours], paths)).toEqual([ours]);
  expect(engineProcesses([step('/docker'), step(`${paths.cgroupParent}0`)], paths)).toEqual([]);
});

test('a daemon is known before the shell that starts it has made way', () => {
  const starting = process(10, 1, ...daemonCommand(paths));
  expect(findDaemon([starting], paths)?.pid).toBe(10);
  expect(engineProcesses([starting], paths)).toEqual([starting]);
});

test("another engine's processes, and programs that only look at our folders, are not ours", () => {
  const others = [
    process(20, 1, 'dockerd', '--data-root', '/var/lib/docker'),
    process(21, 1, 'dockerd', '--data-root', `${paths.dataRoot}-old`),
    process(22, 1, 'du', '-s', paths.dataRoot),
    process(23, 1, 'dockerd'),
  ];
  expect(engineProcesses(others, paths)).toEqual([]);
  expect(findDaemon(others, paths)).toBeUndefined();
});
