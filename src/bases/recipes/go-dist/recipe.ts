import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/go-dist:1.26',
  folder: 'go-dist',
  source: 'local',
  parents: ['buildpack-deps:trixie-curl'],
  trust: 'none',
};
