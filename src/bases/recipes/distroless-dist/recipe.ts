import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/distroless-dist:debian13',
  folder: 'distroless-dist',
  source: 'local',
  parents: ['debian:trixie-slim'],
  trust: 'none',
};
