import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'node:24-alpine',
  folder: 'node-24-alpine',
  source: 'substitute',
  libc: 'glibc',
  published: { bytes: 168e6, note: 'node:24-alpine on amd64' },
  parents: ['alpine:3.23', 'stagebench/node-dist:24'],
  trust: 'bundle-and-node',
};
