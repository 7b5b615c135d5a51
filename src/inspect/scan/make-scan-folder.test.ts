import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeScanFolder } from './make-scan-folder.ts';

const now = new Date('2030-02-03T12:00:00Z');

function parentFolder(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'stagebench-make-scan-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  return path.join(root, 'cache', 'scan');
}

test('is made with its parents, another one each time', async () => {
  const parent = parentFolder();
  const [first, second] = [
    await makeScanFolder(parent, new Date()),
    await makeScanFolder(parent, new Date()),
  ];
  expect(new Set([first, second]).size).toBe(2);
  expect([path.dirname(first), existsSync(first), existsSync(second)]).toEqual([parent, true, true]);
});

test.each([
  ['stagebench-scan-killed', '2030-02-02T11:00:00Z', false],
  ['stagebench-scan-at-work', '2030-02-02T13:00:00Z', true],
  ['of-somebody-else', '2020-01-01T00:00:00Z', true],
])('beside it %s of %s stays: %s', async (name, changed, stays) => {
  const parent = parentFolder();
  const folder = path.join(parent, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'image.tar'), 'x');
  utimesSync(folder, new Date(changed), new Date(changed));
  await makeScanFolder(parent, now);
  expect(existsSync(folder)).toBe(stays);
});
