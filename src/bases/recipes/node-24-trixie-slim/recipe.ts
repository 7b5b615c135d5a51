import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'node:24-trixie-slim',
  folder: 'node-24-trixie-slim',
  source: 'local',
  published: { bytes: 227e6, note: 'node:24-bookworm-slim on amd64' },
  parents: ['debian:trixie-slim', 'stagebench/node-dist:24'],
  trust: 'bundle-and-node',
};
