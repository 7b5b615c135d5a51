import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recipeContext } from './recipe-context.ts';

let folder: string;
let cacheDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-context-'));
  cacheDir = path.join(folder, 'cache');
  mkdirSync(path.join(folder, 'recipes', 'a'), { recursive: true });
  writeFileSync(path.join(folder, 'recipes', 'a', 'Dockerfile'), 'FROM scratch\n');
  mkdirSync(path.join(cacheDir, 'npm'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const kept = (): string => path.join(cacheDir, 'npm', 'tool-1.0.0.tgz');
const layOut = () =>
  recipeContext(
    path.join(folder, 'recipes'),
    {
      ...{ name: 'a:1', folder: 'a', source: 'local', parents: [], trust: 'bundle' },
      npm: [{ package: 'tool', version: '1.0.0' }],
    },
    'the certificates',
    {
      mmdebstrap: () => Promise.reject(new Error('not asked for')),
      cacheDir,
      signal: new AbortController().signal,
    },
    () => undefined,
  );

async function keepGoodPackage(): Promise<void> {
  mkdirSync(path.join(folder, 'package'));
  writeFileSync(path.join(folder, 'package', 'index.js'), '');
  await execa('tar', ['-czf', kept(), '-C', folder, 'package']);
}

test('a context has the recipe, the certificates and what it asks for of npm', async () => {
  await keepGoodPackage();
  const files = readdirSync(await layOut(), { recursive: true }).map(String);
  expect(files.toSorted()).toEqual([
    ...['Dockerfile', 'extra-ca.pem', 'npm', 'npm/tool', 'npm/tool/index.js'],
  ]);
});

test('a kept package that is damaged is an error once: it is gone for the next run, and so is the context', async () => {
  writeFileSync(kept(), 'torn');
  await expect(layOut()).rejects.toMatchObject({ code: 'BASE_FAILED' });
  expect(existsSync(kept())).toBe(false);
  expect(readdirSync(cacheDir)).toEqual(['npm']);
});

test('what dead processes have left is swept away, and nothing of those that live', async () => {
  await keepGoodPackage();
  const pid = (await execa('sh', ['-c', 'echo $$'])).stdout;
  const stale = ['context-abc123', `context-${pid}-abc123`, `download-${pid}-abc123`];
  const live = [
    `context-${process.pid}-abc123`,
    `download-${process.ppid}-abc123`,
    'npm',
    'context-notes.txt',
  ];
  for (const name of [...stale, ...live]) mkdirSync(path.join(cacheDir, name), { recursive: true });
  const context = await layOut();
  expect(readdirSync(cacheDir).toSorted()).toEqual([...live, path.basename(context)].toSorted());
});
