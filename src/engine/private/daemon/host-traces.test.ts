import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privatePaths } from '../private-paths.ts';
import { makeHostFolders, removeControlGroups, removeHostFolders } from './host-traces.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'stagebench-traces-'))));
afterEach(() => rmSync(root, { recursive: true }));

test('folders we make are removed, those that were there are kept, empty or not', async () => {
  const [ours = '', empty = '', full = ''] = ['ours', 'empty', 'full'].map((name) => join(root, name));
  mkdirSync(empty);
  mkdirSync(full);
  writeFileSync(join(full, 'file'), '');
  await makeHostFolders([ours, empty, full]);
  expect(existsSync(ours)).toBe(true);
  await removeHostFolders([ours, empty, full]);
  expect(readdirSync(root)).toEqual(['empty', 'full']);
  expect(readdirSync(full)).toEqual(['file']);
});

test('a folder we made is kept if somebody else has come to use it', async () => {
  const folder = join(root, 'shared');
  await makeHostFolders([folder]);
  writeFileSync(join(folder, 'containerd.sock'), '');
  await removeHostFolders([folder]);
  expect(readdirSync(folder)).toEqual(['containerd.sock']);
});

test('control groups are removed in every hierarchy, and only ours', async () => {
  const paths = privatePaths({ env: { HOME: '/root' } });
  mkdirSync(join(root, 'memory', paths.cgroupParent, 'buildkit', 'step'), { recursive: true });
  mkdirSync(join(root, paths.cgroupParent, 'container'), { recursive: true });
  mkdirSync(join(root, 'memory', 'docker'), { recursive: true });
  await removeControlGroups(paths, { cgroupRoot: root });
  expect(readdirSync(root)).toEqual(['memory']);
  expect(readdirSync(join(root, 'memory'))).toEqual(['docker']);
});

test('a group that is busy, because what was killed in it has not ended yet, is removed when it is not', async () => {
  const paths = privatePaths({ env: { HOME: '/root' } });
  mkdirSync(join(root, 'blkio', paths.cgroupParent, 'container'), { recursive: true });
  let refusals = 2;
  const remove = async (folder: string): Promise<void> => {
    if (refusals-- > 0) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    rmdirSync(folder);
  };
  await removeControlGroups(paths, { cgroupRoot: root, remove });
  expect(readdirSync(join(root, 'blkio'))).toEqual([]);
});
