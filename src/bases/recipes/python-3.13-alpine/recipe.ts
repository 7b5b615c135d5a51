import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'python:3.13-alpine',
  folder: 'python-3.13-alpine',
  source: 'substitute',
  libc: 'musl',
  published: { bytes: 49e6, note: 'python:3.13-alpine on amd64' },
  parents: ['alpine:3.23', 'stagebench/cpython-musl-dist:3.13'],
  trust: 'bundle',
};
