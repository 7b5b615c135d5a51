import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'alpine:3.23',
  folder: 'alpine-3.23',
  source: 'substitute',
  libc: 'musl',
  published: { bytes: 8e6, note: 'alpine on amd64' },
  parents: ['stagebench/musl-cc:trixie'],
  trust: 'none',
};
