import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeRegistryFolder } from './registry-folder.ts';

function parentFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stagebench-registries-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'registries');
}

test('each registry has a folder of its own, and another one that starts leaves it alone', async () => {
  const parent = parentFolder();
  const first = await makeRegistryFolder(parent);
  writeFileSync(join(first.path, 'blob'), '');
  const second = await makeRegistryFolder(parent);
  expect(second.path).not.toBe(first.path);
  expect(existsSync(join(first.path, 'blob'))).toBe(true);
  await first.remove();
  await second.remove();
  expect(readdirSync(parent).filter((name) => name.startsWith('stagebench-registry-'))).toEqual([]);
});

test('what a process that was killed has left is removed, and nothing else', async () => {
  const parent = parentFolder();
  const leftOver = join(parent, 'stagebench-registry-aB3xYz');
  const foreign = ['somebody', 'stagebench-registry-of-somebody'].map((name) => join(parent, name));
  for (const folder of [join(leftOver, 'data'), ...foreign]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(leftOver, 'used.lock'), '');
  writeFileSync(join(parent, 'somebody', 'used.lock'), '');
  writeFileSync(join(leftOver, 'data', 'blob'), '');
  const made = await makeRegistryFolder(parent);
  expect(existsSync(leftOver)).toBe(false);
  expect(foreign.every((folder) => existsSync(folder))).toBe(true);
  await made.remove();
});
