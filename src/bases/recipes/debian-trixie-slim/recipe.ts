import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'debian:trixie-slim',
  folder: 'debian-trixie-slim',
  source: 'local',
  published: { bytes: 79e6, note: 'debian:trixie-slim on amd64' },
  parents: ['debian:trixie'],
  trust: 'none',
};
