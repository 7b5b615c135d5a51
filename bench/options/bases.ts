import { option } from './option.ts';

export const bases = option({
  name: 'bases',
  type: 'string',
  affects: 'rows',
  describe: 'Source of the base images; auto pulls them if the registry answers, else builds them here',
  choices: ['auto', 'registry', 'local'],
  default: 'auto',
});

export const caBundle = option({
  name: 'ca-bundle',
  type: 'file',
  affects: 'rows',
  describe:
    'File of CA certificates that builds need (default: those that this machine trusts beyond the public ones)',
});
