import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'gcr.io/distroless/python3-debian13:nonroot',
  folder: 'distroless-python3-debian13',
  source: 'local',
  parents: ['gcr.io/distroless/cc-debian13:nonroot', 'stagebench/distroless-dist:debian13'],
  trust: 'none',
};
