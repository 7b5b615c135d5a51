import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/cpython-dist:3.13',
  folder: 'cpython-dist',
  source: 'local',
  parents: ['buildpack-deps:trixie'],
  trust: 'none',
};
