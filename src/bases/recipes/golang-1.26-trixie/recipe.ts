import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'golang:1.26-trixie',
  folder: 'golang-1.26-trixie',
  source: 'local',
  published: { bytes: 830e6, note: 'golang:1.26 on amd64, approximate' },
  parents: ['buildpack-deps:trixie-scm', 'stagebench/go-dist:1.26'],
  trust: 'none',
};
