import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dockerfileBases } from '../../src/dockerfile/dockerfile-bases.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { recipeOrder } from '../../src/bases/recipe-order.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import { rootFolder } from '../context.ts';
import { definitions } from '../registry.ts';
import { cellsOf, coveringSet, everything } from './covering-set.fixture.ts';

const { apps, strategies } = definitions;
/** By hand: those of the samples. `edit-ignored` is of an experiment. */
const scenarios = ['cold', 'warm', 'edit-source', 'edit-deps'].map((id) => ({ id }));
const covered = cellsOf(coveringSet);
const ids = (definitions: readonly { readonly id: string }[]): string[] =>
  definitions.map(({ id }) => id).toSorted();
const distinct = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

/** The recipes behind the bases of variants, where no registry is reachable. */
function recipesOf(cells: typeof covered): string[] {
  const names = cells.flatMap(({ app, strategy }) => {
    const file = path.join(rootFolder, 'strategies', strategy, `${app}.Dockerfile`);
    return dockerfileBases(file, readFileSync(file, 'utf8')).names;
  });
  return recipeOrder(recipes, distinct(names))
    .map(({ name }) => name)
    .toSorted();
}

test('covers every app in every scenario, and every strategy', () => {
  const pairs = (one: readonly string[], other: readonly string[]) =>
    one.flatMap((a) => other.map((b) => `${a} ${b}`)).toSorted();
  expect(distinct(covered.map(({ app, scenario }) => `${app} ${scenario}`))).toEqual(
    pairs(ids(apps), ids(scenarios)),
  );
  expect(distinct(covered.map(({ strategy }) => strategy))).toEqual(ids(strategies));
});

test('covers every strategy of Go', () => {
  const ofGo = covered.filter(({ app }) => app === 'go');
  expect(distinct(ofGo.map(({ strategy }) => strategy))).toEqual(ids(strategies));
});

test('covers every base recipe', () => {
  expect(recipesOf(covered)).toEqual(recipes.map(({ name }) => name).toSorted());
});

test('builds each cell once, each variant from a cold build on, and two thirds of all variants', () => {
  const names = covered.map((cell) => `${variantId(cell)} ${cell.scenario}`);
  expect(names).toEqual([...new Set(names)]);
  for (const { scenarios: own } of coveringSet) expect(own).toContain('cold');
  const variants = (cells: typeof covered): number => new Set(cells.map(variantId)).size;
  expect(variants(covered) / variants(cellsOf(everything))).toBeLessThanOrEqual(2 / 3);
});

test('is a part of everything, which is each app with each strategy in each scenario', () => {
  const names = cellsOf(everything).map((cell) => `${variantId(cell)} ${cell.scenario}`);
  expect(names).toHaveLength(apps.length * strategies.length * scenarios.length);
  expect(names).toEqual(expect.arrayContaining(covered.map((cell) => `${variantId(cell)} ${cell.scenario}`)));
});
