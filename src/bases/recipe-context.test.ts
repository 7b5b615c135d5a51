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
const layOut = (integrity: string) =>
  recipeContext(
    path.join(folder, 'recipes'),
    {
      ...{ name: 'a:1', folder: 'a', source: 'local', parents: [], trust: 'bundle' },
      npm: [{ package: 'tool', version: '1.0.0', integrity }],
    },
    'the certificates',
    {
      mmdebstrap: () => Promise.reject(new Error('not asked for')),
      cacheDir,
      signal: new AbortController().signal,
    },
    () => undefined,
  );

/** Keeps a package as an earlier run would have; resolves with what openssl says its integrity is. */
async function keepGoodPackage(): Promise<string> {
  mkdirSync(path.join(folder, 'package'));
  writeFileSync(path.join(folder, 'package', 'index.js'), '');
  await execa('tar', ['-czf', kept(), '-C', folder, 'package']);
  const { stdout } = await execa('sh', [
    '-c',
    'openssl dgst -sha512 -binary "$0" | base64 | tr -d "\\n"',
    kept(),
  ]);
  return `sha512-${stdout}`;
}

test('a context has the recipe, the certificates and what it asks for of npm', async () => {
  const files = readdirSync(await layOut(await keepGoodPackage()), { recursive: true }).map(String);
  expect(files.toSorted()).toEqual([
    ...['Dockerfile', 'extra-ca.pem', 'npm', 'npm/tool', 'npm/tool/index.js'],
  ]);
});

test('a kept package that is damaged is an error once: it is gone for the next run, and so is the context', async () => {
  const integrity = await keepGoodPackage();
  writeFileSync(kept(), 'torn');
  await expect(layOut(integrity)).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  expect(existsSync(kept())).toBe(false);
  expect(readdirSync(cacheDir)).toEqual(['npm']);
});

test('a package that can be unpacked, but is not the one that the recipe names, is refused and not kept', async () => {
  const integrity = await keepGoodPackage();
  writeFileSync(path.join(folder, 'package', 'index.js'), 'something else');
  await execa('tar', ['-czf', kept(), '-C', folder, 'package']);
  const message = expect.stringContaining(integrity);
  await expect(layOut(integrity)).rejects.toMatchObject({ code: 'HASH_MISMATCH', message });
  expect(existsSync(kept())).toBe(false);
});

test('what dead processes have left is swept away, and nothing of those that live', async () => {
  const integrity = await keepGoodPackage();
  const pid = (await execa('sh', ['-c', 'echo $$'])).stdout;
  const stale = ['context-abc123', `context-${pid}-abc123`, `download-${pid}-abc123`];
  const live = [
    `context-${process.pid}-abc123`,
    `download-${process.ppid}-abc123`,
    'npm',
    'context-notes.txt',
  ];
  for (const name of [...stale, ...live]) mkdirSync(path.join(cacheDir, name), { recursive: true });
  const context = await layOut(integrity);
  expect(readdirSync(cacheDir).toSorted()).toEqual([...live, path.basename(context)].toSorted());
});
