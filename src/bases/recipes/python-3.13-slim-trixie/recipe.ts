import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'python:3.13-slim-trixie',
  folder: 'python-3.13-slim-trixie',
  source: 'local',
  published: { bytes: 124e6, note: 'python:3.13-slim on amd64' },
  parents: ['debian:trixie-slim', 'stagebench/cpython-dist:3.13'],
  trust: 'bundle',
};
