import { expect, test } from 'vitest';
import { StagebenchError } from '../domain/errors.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { baseLabel } from './local-bases.ts';
import { baseTag, recipeHashes } from './recipe-hash.ts';
import type { BaseRecipe } from './recipes/recipe.ts';
import { registriesAnswer, registryOf } from './registries-answer.ts';
import { resolveBases } from './resolve-bases.ts';

const root = `${import.meta.dirname}/recipes`;
const recipe: BaseRecipe = {
  ...{
    name: 'golang:1.26-trixie',
    folder: 'golang-1.26-trixie',
    source: 'local',
    trust: 'none',
    parents: [],
  },
};

/** The lines that stay and those that pass when the base is there already and no registry answers. */
async function told(choice: 'auto' | 'local') {
  const engine = new FakeEngine();
  const hash = (await recipeHashes(root, [recipe], '')).get(recipe.name) ?? '';
  const tag = baseTag(recipe.name, hash);
  await engine.build({
    ...{ contextDir: '', dockerfile: '', tag, bases: new Map(), labels: { [baseLabel]: recipe.name } },
  });
  const stay: string[] = [];
  const pass: string[] = [];
  const bases = await resolveBases(choice, [recipe.name], {
    ...{ engine, recipes: [recipe], root, extraCa: '' },
    tools: {
      mmdebstrap: () => Promise.reject(new Error('not asked for')),
      ...{ cacheDir: '', signal: new AbortController().signal },
    },
    onProgress: (text) => stay.push(text),
    onStep: (text) => pass.push(text),
  });
  expect(bases.map(({ source, ref }) => [source, ref])).toEqual([['local', tag]]);
  return { stay, pass };
}

test('that no registry answers is told once, in one line, and the question only to who watches', async () => {
  expect(await told('auto')).toEqual({
    stay: ['no registry answers: missing bases are built on this machine'],
    pass: ['asking whether the registries answer'],
  });
});

test('nobody is told anything where no registry was to be asked', async () => {
  expect(await told('local')).toEqual({ stay: [], pass: [] });
});

test('of each registry one name is asked for, and one that does not answer is enough', async () => {
  const asked: string[] = [];
  const engine = {
    resolveDigest: (name: string) => {
      asked.push(name);
      return name.startsWith('gcr.io/')
        ? Promise.reject(new StagebenchError('REGISTRY_UNREACHABLE', 'silence'))
        : Promise.resolve('sha256:1');
    },
  };
  expect(await registriesAnswer(engine, ['debian:13', 'node:24'])).toBe(true);
  expect(asked).toEqual(['node:24']);
  expect(await registriesAnswer(engine, ['node:24', 'gcr.io/distroless/static'])).toBe(false);
});

test('what is no silence of a registry is passed on', async () => {
  const engine = { resolveDigest: () => Promise.reject(new StagebenchError('ENGINE_LOST', 'gone')) };
  await expect(registriesAnswer(engine, ['node:24'])).rejects.toThrow('gone');
});

test.each([
  ['node:24-trixie', 'docker.io'],
  ['library/node', 'docker.io'],
  ['gcr.io/distroless/static-debian13', 'gcr.io'],
  ['localhost:5000/app', 'localhost:5000'],
])('%s is of %s', (name, registry) => {
  expect(registryOf(name)).toBe(registry);
});
