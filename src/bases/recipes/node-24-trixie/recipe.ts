import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'node:24-trixie',
  folder: 'node-24-trixie',
  source: 'local',
  published: { bytes: 1.13e9, note: 'node:24-bookworm on amd64' },
  parents: ['buildpack-deps:trixie', 'stagebench/node-dist:24'],
  trust: 'bundle-and-node',
};
