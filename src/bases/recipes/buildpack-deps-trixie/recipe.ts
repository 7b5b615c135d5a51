import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'buildpack-deps:trixie',
  folder: 'buildpack-deps-trixie',
  source: 'local',
  parents: ['buildpack-deps:trixie-scm'],
  trust: 'none',
};
