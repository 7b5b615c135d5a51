import { option } from './option.ts';

export const claims = option({
  name: 'claims',
  type: 'list',
  affects: 'rows',
  describe: 'Claims, by their ids, e.g. A9,F4 (default: all); for a run with --suite claims',
});

const quick = option({
  name: 'quick',
  type: 'boolean',
  affects: 'rows',
  describe: 'With --suite claims: only claims that one build of each cell decides, by sizes and steps',
  default: false,
});

/** Whose builds are made by the suite of claims. */
export const claimOptions = [claims, quick] as const;
