import { describe, expect, test } from 'vitest';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { describeBases } from './describe-bases.ts';
import { baseLabel } from './local-bases.ts';
import { baseTag, recipeHashes } from './recipe-hash.ts';
import type { BaseRecipe } from './recipes/recipe.ts';

const root = `${import.meta.dirname}/recipes`;
const recipe: BaseRecipe = {
  ...{
    name: 'golang:1.26-trixie',
    folder: 'golang-1.26-trixie',
    source: 'local',
    trust: 'none',
    parents: [],
  },
  published: { bytes: 900, note: 'a test' },
};
const localRef = baseTag(recipe.name, (await recipeHashes(root, [recipe], '')).get(recipe.name) ?? '');
const pulledRef = baseTag(recipe.name, 'ab'.repeat(32));

/** What is listed of two bases, one with a recipe and one without, on an engine that holds these images. */
async function list(choice: 'auto' | 'registry' | 'local', held: readonly string[]): Promise<string[]> {
  const engine = new FakeEngine();
  for (const tag of held) {
    const labels = tag === pulledRef ? {} : { [baseLabel]: recipe.name };
    await engine.build({ contextDir: '', dockerfile: '', tag, bases: new Map(), labels });
  }
  const tools = {
    mmdebstrap: () => Promise.reject(new Error('not asked for')),
    cacheDir: '',
    signal: new AbortController().signal,
  };
  const silent = () => undefined;
  const request = { engine, recipes: [recipe], root, extraCa: '', tools, onProgress: silent, onStep: silent };
  const found = await describeBases(choice, request, [recipe.name, 'debian:trixie']);
  return found.map(({ name, source, ref }) => `${name} ${source} ${ref ?? '-'}`);
}

const local = `${recipe.name} local ${localRef}`;
const pulled = `${recipe.name} registry ${pulledRef}`;
const other = 'debian:trixie registry -';

describe('the bases that are listed', () => {
  test.each<['auto' | 'registry' | 'local', string, string[], string[]]>([
    ['auto', 'nothing', [], [`${recipe.name} local -`, other]],
    ['auto', 'a local one', [localRef], [local, other]],
    ['auto', 'a pulled one', [pulledRef], [pulled, other]],
    ['auto', 'both', [localRef, pulledRef], [pulled, local, other]],
    ['registry', 'both', [localRef, pulledRef], [pulled, other]],
    ['registry', 'a local one', [localRef], [`${recipe.name} registry -`, other]],
    ['local', 'both', [localRef, pulledRef], [local, other]],
    ['local', 'a pulled one', [pulledRef], [`${recipe.name} local -`, other]],
    [
      'auto',
      'one of an earlier recipe and one of another name',
      [baseTag(recipe.name, 'cd'.repeat(32)), baseTag('golang:1.26-trixie-x', 'ab'.repeat(32))],
      [`${recipe.name} local -`, other],
    ],
  ])('--bases %s, and on the engine is %s', async (choice, _, held, lines) => {
    expect(await list(choice, held)).toEqual(lines);
  });
});
