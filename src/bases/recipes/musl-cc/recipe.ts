import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/musl-cc:trixie',
  folder: 'musl-cc',
  source: 'local',
  parents: ['debian:trixie-slim', 'stagebench/node-musl-dist:24'],
  trust: 'none',
};
