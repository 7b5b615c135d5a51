import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'gcr.io/distroless/static-debian13:nonroot',
  folder: 'distroless-static-debian13',
  source: 'local',
  published: { bytes: 2e6, note: 'static-debian13 on amd64, approximate' },
  parents: ['stagebench/distroless-dist:debian13'],
  trust: 'none',
};
