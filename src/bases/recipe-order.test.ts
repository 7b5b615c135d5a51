import { describe, expect, test } from 'vitest';
import { recipeOrder } from './recipe-order.ts';
import type { BaseRecipe } from './recipes/recipe.ts';

const recipe = (name: string, ...parents: string[]): BaseRecipe => ({
  name,
  folder: name,
  source: 'local',
  parents,
  trust: 'none',
});
const recipes = [
  recipe('app', 'tools', 'os'),
  recipe('tools', 'os'),
  recipe('os'),
  recipe('other', 'os'),
  recipe('lost', 'nowhere'),
];
const order = (...names: string[]) => recipeOrder(recipes, names).map(({ name }) => name);

describe('the recipes that some bases need', () => {
  test.each([
    ['parents come first', ['app'], ['os', 'tools', 'app']],
    ['each once, whoever needs it', ['other', 'app', 'os'], ['os', 'other', 'tools', 'app']],
    ['none that is not needed', ['os'], ['os']],
    ['nothing for nothing', [], []],
  ])('%s', (_, names, ordered) => {
    expect(order(...names)).toEqual(ordered);
  });

  test.each([
    ['a base without a recipe', 'nope', 'There is no local recipe for the base nope.'],
    [
      'a parent without a recipe, and who asks for it',
      'lost',
      'There is no local recipe for the base nowhere (asked for by lost).',
    ],
  ])('%s is an error', (_, name, message) => {
    expect(() => order(name)).toThrow(expect.objectContaining({ code: 'BASE_UNKNOWN', message }));
  });
});
