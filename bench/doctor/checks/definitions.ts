import { readVariants } from '../../definitions.ts';
import type { Check } from '../check.ts';
import { everyVariant } from '../every-variant.ts';
import { knownErrorOf } from '../known-error.ts';

/** Whether what is measured can be read. */
export const check: Check<'context'> = {
  ...{ id: 'definitions', order: 2 },
  find: async ({ context: { root, definitions } }) => {
    const what = 'definitions';
    const { apps, strategies } = definitions;
    const variants = everyVariant(definitions);
    const problem = await knownErrorOf(() => readVariants(root, variants));
    if (problem !== undefined) return [{ state: 'missing', what, found: problem.message, fix: problem.fix }];
    const found = `${apps.length} apps, ${strategies.length} strategies, ${variants.length} Dockerfiles`;
    return [{ state: 'ok', what, found }];
  },
};
