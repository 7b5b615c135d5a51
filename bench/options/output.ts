import { option } from './option.ts';

export const json = option({
  name: 'json',
  type: 'boolean',
  affects: 'words',
  describe: 'Print machine-readable JSON on stdout',
  default: false,
});

export const quiet = option({
  name: 'quiet',
  type: 'boolean',
  affects: 'words',
  describe: 'Print only the result, no progress',
  default: false,
});

export const md = option({
  name: 'md',
  type: 'boolean',
  affects: 'words',
  describe: 'Print Markdown, as for the summary of a CI job',
  default: false,
});
