import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/node-musl-dist:24',
  folder: 'node-musl-dist',
  source: 'local',
  parents: ['debian:trixie-slim', 'stagebench/node-dist:24'],
  trust: 'bundle',
};
