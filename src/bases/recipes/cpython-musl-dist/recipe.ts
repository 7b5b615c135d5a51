import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/cpython-musl-dist:3.13',
  folder: 'cpython-musl-dist',
  source: 'local',
  parents: ['stagebench/musl-cc:trixie'],
  trust: 'none',
};
