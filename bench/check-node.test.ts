import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rootFolder } from './context.ts';

const script = path.join(rootFolder, 'bench', 'check-node.js');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(rootFolder, file), 'utf8'));

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const { packages } = lockSchema.parse(read('package-lock.json'));
const { allowScripts } = z
  .object({ allowScripts: z.record(z.string(), z.boolean()) })
  .parse(read('package.json'));
const { optionalDependencies } = z
  .object({ optionalDependencies: z.record(z.string(), z.string()) })
  .parse(read('bench/pinned-node/package.json'));

test('the Node of every system is in the lockfile, with one version and its hash', () => {
  expect(
    Object.keys(optionalDependencies).filter((name) => /^node-linux-(x64|arm64)$/.test(name)),
  ).toHaveLength(2);
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const locked = packages[`node_modules/${name}`];
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(locked).toMatchObject({ version, optional: true });
    expect(Buffer.from(locked?.integrity?.replace(/^sha512-/, '') ?? '', 'base64')).toHaveLength(64);
  }
});

test('nothing is fetched past the lockfile: no package may run a script when it is installed', () => {
  expect(Object.values(allowScripts)).not.toContain(true);
  expect(Object.keys(packages)).not.toContain('node_modules/node');
});

test('what runs the tests is new enough', async () => {
  expect(await execa(process.execPath, [script])).toMatchObject({ exitCode: 0, stderr: '' });
});

test('an older Node ends the installation, and says what to do', async () => {
  // The script reads its version like this, and nothing else of Node.
  const older = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`;
  const words = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, script];
  const { exitCode, stderr } = await execa(process.execPath, words, { reject: false });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('this is Node 20.20.2');
  expect(stderr).toContain('npm ci');
});
