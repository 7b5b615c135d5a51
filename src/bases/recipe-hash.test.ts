import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { baseTag, recipeHashes } from './recipe-hash.ts';
import type { BaseRecipe } from './recipes/recipe.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-recipes-'));
  for (const folder of ['os', 'tools']) {
    mkdirSync(path.join(root, folder, 'etc'), { recursive: true });
    writeFileSync(path.join(root, folder, 'Dockerfile'), 'FROM x');
    writeFileSync(path.join(root, folder, 'etc', 'file'), 'content');
  }
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const os: BaseRecipe = { name: 'os', folder: 'os', source: 'local', parents: [], trust: 'none' };
const tools: BaseRecipe = {
  name: 'tools',
  folder: 'tools',
  source: 'local',
  parents: ['os'],
  trust: 'bundle',
};

async function hashes(extraCa = '', recipes = [os, tools]) {
  const found = await recipeHashes(root, recipes, extraCa);
  return { os: found.get('os'), tools: found.get('tools') };
}

const file = (...parts: string[]): string => path.join(root, ...parts);

describe('the address of a recipe', () => {
  test('stays where nothing changes', async () => {
    expect(await hashes()).toEqual(await hashes());
  });

  test.each<[string, () => void]>([
    [
      'a file',
      () => {
        writeFileSync(file('os', 'etc', 'file'), 'Content');
      },
    ],
    [
      'a file’s name',
      () => {
        renameSync(file('os', 'etc', 'file'), file('os', 'etc', 'fill'));
      },
    ],
    [
      'a new file, also an empty one',
      () => {
        writeFileSync(file('os', 'new'), '');
      },
    ],
    [
      'a border between two files',
      () => {
        writeFileSync(file('os', 'etc', 'file'), 'cont');
        writeFileSync(file('os', 'etc', 'filf'), 'ent');
      },
    ],
  ])('changes with %s, and so do its children', async (_, change) => {
    const before = await hashes();
    change();
    const after = await hashes();
    expect(after.os).not.toBe(before.os);
    expect(after.tools).not.toBe(before.tools);
  });

  test('does not change with its children', async () => {
    const before = await hashes();
    writeFileSync(file('tools', 'Dockerfile'), 'FROM y');
    const after = await hashes();
    expect(after.os).toBe(before.os);
    expect(after.tools).not.toBe(before.tools);
  });

  test('changes with the extra CA certificates only where they are used', async () => {
    const [without, with_] = [await hashes(), await hashes('-----BEGIN CERTIFICATE-----')];
    expect(with_.os).toBe(without.os);
    expect(with_.tools).not.toBe(without.tools);
  });
});

test.each([
  ['node:24-trixie', 'stagebench-base/node:24-trixie-0123456789ab'],
  [
    'gcr.io/distroless/static-debian13:nonroot',
    'stagebench-base/gcr.io/distroless/static-debian13:nonroot-0123456789ab',
  ],
  ['debian', 'stagebench-base/debian:latest-0123456789ab'],
  // A port, as only the first part of a reference may have one, and a digest, which gives way to ours.
  ['localhost:5000/debian', 'stagebench-base/localhost-5000/debian:latest-0123456789ab'],
  ['localhost:5000/debian:13@sha256:feed', 'stagebench-base/localhost-5000/debian:13-0123456789ab'],
  ['debian@sha256:feed', 'stagebench-base/debian:latest-0123456789ab'],
])('%s is tagged %s', (name, tag) => {
  expect(baseTag(name, '0123456789abcdef')).toBe(tag);
});
