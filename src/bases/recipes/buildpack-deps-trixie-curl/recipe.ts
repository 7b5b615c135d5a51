import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'buildpack-deps:trixie-curl',
  folder: 'buildpack-deps-trixie-curl',
  source: 'local',
  parents: ['debian:trixie'],
  trust: 'bundle',
};
