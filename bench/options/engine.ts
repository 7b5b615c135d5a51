import { option } from './option.ts';

export const engine = option({
  name: 'engine',
  type: 'string',
  affects: 'words',
  often: true,
  describe: 'Engine to use; auto takes yours if it is supported, else the private one',
  choices: ['auto', 'docker', 'private', 'fake'],
  default: 'auto',
});

export const provision = option({
  name: 'provision',
  type: 'boolean',
  affects: 'words',
  often: true,
  describe:
    'Allow Stagebench to fetch a private engine from Debian and unpack it (needs root; installs nothing)',
  default: false,
});

export const all = option({
  name: 'all',
  type: 'boolean',
  affects: 'words',
  describe:
    'clean: also remove the bases, the private engine and its data; engine down: stop every private engine',
  default: false,
});
