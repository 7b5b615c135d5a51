import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'gcr.io/distroless/base-debian13:nonroot',
  folder: 'distroless-base-debian13',
  source: 'local',
  parents: ['gcr.io/distroless/static-debian13:nonroot', 'stagebench/distroless-dist:debian13'],
  trust: 'none',
};
