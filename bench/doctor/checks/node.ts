import type { Check } from '../check.ts';

/** The Node that runs this. */
export const check: Check<never> = {
  ...{ id: 'node', order: 1 },
  find: () => [{ state: 'ok', what: 'node', found: process.version }],
};
