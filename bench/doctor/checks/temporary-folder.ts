import { checkTemporaryFolder } from '../../../src/engine/temporary-folder.ts';
import type { Check } from '../check.ts';
import { knownErrorOf } from '../known-error.ts';

/** Whether the folder for temporary files can be used: every build needs it. */
export const check: Check<never> = {
  ...{ id: 'temporary-folder', order: 14 },
  find: async () => {
    const problem = await knownErrorOf(() => checkTemporaryFolder());
    if (problem === undefined) return [];
    return [{ state: 'missing', what: 'temporary folder', found: problem.message, fix: problem.fix }];
  },
};
