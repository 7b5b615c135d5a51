import path from 'node:path';
import { couldBeWritten } from '../../../src/record/run-folder/check-writable.ts';
import type { Check } from '../check.ts';
import { knownErrorOf } from '../known-error.ts';

/** Whether a run could write its rows. */
export const check: Check<'results'> = {
  ...{ id: 'results-folder', order: 12 },
  find: async ({ results }) => {
    const what = 'results folder';
    const folder = path.resolve(results);
    const problem = await knownErrorOf(() => couldBeWritten(folder));
    return problem === undefined
      ? [{ state: 'ok', what, found: folder }]
      : [{ state: 'missing', what, found: problem.message, fix: problem.fix }];
  },
};
