import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'gcr.io/distroless/nodejs24-debian13:nonroot',
  folder: 'distroless-nodejs24-debian13',
  source: 'local',
  parents: ['gcr.io/distroless/cc-debian13:nonroot', 'stagebench/node-dist:24'],
  trust: 'none',
};
