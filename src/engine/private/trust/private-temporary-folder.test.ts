import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeTemporaryFolder, privateTemporaryFolder } from './private-temporary-folder.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'stagebench-private-'));
  folder = path.join(parent, `ours-${userInfo().uid}`);
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

test('is made for its user alone, and found again', () => {
  expect(privateTemporaryFolder('ours', parent)).toBe(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(privateTemporaryFolder('ours', parent)).toBe(folder);
});

test('that is there is found, and none is made to find it; a link to another is none', () => {
  expect(madeTemporaryFolder('ours', parent)).toBeUndefined();
  expect(existsSync(folder)).toBe(false);
  privateTemporaryFolder('ours', parent);
  expect(madeTemporaryFolder('ours', parent)).toBe(folder);
  rmSync(folder, { recursive: true });
  symlinkSync(parent, folder);
  expect(madeTemporaryFolder('ours', parent)).toBeUndefined();
});

test('is not one that others may write to', () => {
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  expect(privateTemporaryFolder('ours', parent)).toBeUndefined();
});

test('is not one that others may replace, because they may write to the folder it lies in', () => {
  chmodSync(parent, 0o777);
  expect(privateTemporaryFolder('ours', parent)).toBeUndefined();
  chmodSync(parent, 0o1777);
  expect(privateTemporaryFolder('ours', parent)).toBe(folder);
});

test('is not a link to another', () => {
  mkdirSync(path.join(parent, 'theirs'));
  symlinkSync(path.join(parent, 'theirs'), folder);
  expect(privateTemporaryFolder('ours', parent)).toBeUndefined();
});

test('is none where there is no folder for temporary files, and none is made', () => {
  expect(privateTemporaryFolder('ours', path.join(parent, 'missing'))).toBeUndefined();
  expect(existsSync(path.join(parent, 'missing'))).toBe(false);
});

test('is none where a file has its name', () => {
  writeFileSync(folder, '');
  expect(privateTemporaryFolder('ours', parent)).toBeUndefined();
});
