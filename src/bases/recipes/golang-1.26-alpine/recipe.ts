import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'golang:1.26-alpine',
  folder: 'golang-1.26-alpine',
  source: 'substitute',
  libc: 'musl',
  published: { bytes: 241e6, note: 'golang:1.26-alpine on amd64' },
  parents: ['alpine:3.23', 'stagebench/go-dist:1.26'],
  trust: 'bundle',
};
