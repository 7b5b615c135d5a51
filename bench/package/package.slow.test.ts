import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recipeHashes } from '../../src/bases/recipe-hash.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import { rootFolder } from '../context.ts';
import { definitionHashes, readVariants } from '../definitions.ts';
import { variantPins } from '../pins/variant-pins.ts';
import { definitions } from '../registry.ts';
import { contextOf, controlFolder } from '../sample-folders.ts';

let folder: string;
let packed: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-packed-'));
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: rootFolder });
  const [tarball = ''] = readdirSync(folder);
  await execa('tar', ['-xf', tarball], { cwd: folder });
  packed = path.join(folder, 'package');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const files = (): string[] =>
  readdirSync(packed, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(packed, file)).isFile(),
  );
const read = (file: string): string => readFileSync(path.join(packed, file), 'utf8');

test('is smaller than 1 MB without the lockfiles of samples', () => {
  const lockfiles = definitions.apps.flatMap(({ id, context, lockfiles }) =>
    lockfiles.map((file) => path.join('dist', 'sample-apps', id, context, file)),
  );
  // What pins the tests of the Python app, with hashes as its other lockfile.
  lockfiles.push(path.join('dist', 'sample-apps', 'python', 'requirements-dev.txt'));
  expect(files()).toEqual(expect.arrayContaining(lockfiles));
  const counted = files().filter((file) => !lockfiles.includes(file));
  const bytes = counted
    .map((file) => statSync(path.join(packed, file)).size)
    .reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThan(1_000_000);
});

test('holds what package.json names, and no tests, experiments or sources of the program', () => {
  const manifest = JSON.parse(read('package.json')) as { bin: { stagebench: string }; exports: object };
  const named = JSON.stringify([manifest.bin, manifest.exports]).match(/(?<=")(\.\/)?dist\/[^"]+/g) ?? [];
  expect(named).toHaveLength(4);
  expect(files()).toEqual(expect.arrayContaining(named.map((file) => path.normalize(file))));
  const places = new Set(files().map((file) => file.split(path.sep).slice(0, 3).join('/')));
  expect([...places].filter((place) => !/^dist\/bench\/[\w.-]+\.(js|d\.ts)$/.test(place)).toSorted()).toEqual(
    [
      ...['LICENSE', 'README.md', 'dist/bench/control', 'dist/package.json'],
      ...definitions.apps
        .flatMap(({ id }) => [`dist/sample-apps/${id}`, `dist/sample-apps/${id}.hashes.json`])
        .toSorted(),
      'dist/src/bases',
      ...[
        'dist/stagebench.schema.json',
        ...definitions.strategies.map(({ id }) => `dist/strategies/${id}`).toSorted(),
      ],
      'package.json',
    ],
  );
});

test('has a README that alone says how to use it: no command of its own section needs a clone, and the rest is said to', () => {
  const [, section = ''] = /^## As a tool, for your own project\n(.*?)^## /ms.exec(read('README.md')) ?? [];
  const [commands = ''] = /(?<=^```sh\n).*?(?=^```)/ms.exec(section) ?? [];
  const lines = commands.trim().split('\n');
  expect(lines.filter((line) => !/^(npm install \.\/|npx stagebench )/.test(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(3);
  const [named = ''] = /(?<=node_modules\/stagebench\/)[^`]+/.exec(section) ?? [];
  expect(files()).toContain(named);
  expect(section).toContain('are only in a clone');
});

test('names no script of a checkout, and imports only packages that it depends on', () => {
  const programs = files().filter((file) => /^dist\/bench\/[^/]+\.js$/.test(file));
  const text = programs.map(read).join('\n');
  expect(text.match(/npm run (?!build --workspace|\$\{)[^`'"]{0,40}/g)).toBeNull();
  const imported = [...text.matchAll(/\b(?:from"|import\(`)((?:@[\w-]+\/)?[\w-]+)(?=["`/])/g)].map(
    ([, name]) => name ?? '',
  );
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  expect(imported).toContain('zod');
  expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
});

test('what it builds has the hashes that a checkout gives it: runs and bases are the same', async () => {
  const variants = definitions.apps.flatMap(({ id }) =>
    definitions.strategies.map((strategy) => ({ app: id, strategy: strategy.id })),
  );
  const [own, installed] = await Promise.all(
    [rootFolder, path.join(packed, 'dist')].map(async (root) => {
      const contexts = [...definitions.apps.map((app) => contextOf(root, app)), controlFolder(root)];
      return {
        definitions: await definitionHashes(root, await readVariants(root, variants), contexts),
        bases: await recipeHashes(path.join(root, 'src/bases/recipes'), recipes, ''),
      };
    }),
  );
  expect(Object.keys(own?.definitions ?? {})).toHaveLength(variants.length + 4);
  expect(installed).toEqual(own);
});

test('a sample in it has no file that no build gets, and the pins that a checkout gives it, until somebody changes it', async () => {
  for (const one of definitions.apps)
    for (const file of [...one.lockfiles, ...one.edits.flatMap((edit) => edit.files)])
      expect(files()).toContain(
        path.join('dist', path.relative(rootFolder, contextOf(rootFolder, one)), file),
      );
  const [app] = definitions.apps;
  if (app === undefined) throw new Error('no app');
  expect(files().filter((file) => /_test\.go$|\.test\.ts$|\/tests\/|\/app\.ts$/.test(file))).toEqual([]);
  const variant = { app: app.id, strategy: 'slim' };
  const pinsIn = async (root: string) =>
    (await variantPins(root, await readVariants(root, [variant]), { apps: [app], arms: new Map() }, []))[
      variantId(variant)
    ];
  const dist = path.join(packed, 'dist');
  const own = await pinsIn(rootFolder);
  expect(own?.definition).toMatch(/^[0-9a-f]{12}$/);
  expect(await pinsIn(dist)).toEqual(own);
  appendFileSync(path.join(contextOf(dist, app), 'go.mod'), '// changed\n');
  expect((await pinsIn(dist))?.definition).not.toBe(own?.definition);
});
