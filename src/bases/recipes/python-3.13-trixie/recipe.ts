import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'python:3.13-trixie',
  folder: 'python-3.13-trixie',
  source: 'local',
  published: { bytes: 1.02e9, note: 'python:3.13-bookworm on amd64' },
  parents: ['buildpack-deps:trixie', 'stagebench/cpython-dist:3.13'],
  trust: 'none',
};
