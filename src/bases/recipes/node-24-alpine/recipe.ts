import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'node:24-alpine',
  folder: 'node-24-alpine',
  source: 'substitute',
  libc: 'musl',
  published: { bytes: 168e6, note: 'node:24-alpine on amd64' },
  parents: ['alpine:3.23', 'stagebench/node-musl-dist:24'],
  trust: 'bundle-and-node',
};
