import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'buildpack-deps:trixie-scm',
  folder: 'buildpack-deps-trixie-scm',
  source: 'local',
  parents: ['buildpack-deps:trixie-curl'],
  trust: 'none',
};
