import { cacheProblem } from '../cache-problem.ts';
import type { Check } from '../check.ts';

/** Whether the cache folder can be used: every run has its lock there. */
export const check: Check<'context'> = {
  ...{ id: 'cache-folder', order: 13 },
  find: ({ context }) => {
    const problem = cacheProblem(context);
    if (problem === undefined) return [];
    return [{ state: 'missing', what: 'cache folder', found: problem.message, fix: problem.fix }];
  },
};
