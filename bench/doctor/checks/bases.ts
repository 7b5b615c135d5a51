import type { Check } from '../check.ts';

/** Where the bases of a run would come from, and how many are there. */
export const check: Check<'bases'> = {
  ...{ id: 'bases', order: 6 },
  find: ({ bases: { source, registries, names, present } }) => {
    const what = 'bases';
    const from =
      source === 'registry'
        ? `pulled: ${registries.join(', ')} answer${registries.length === 1 ? 's' : ''}`
        : `built here: not every registry answers (${registries.join(', ')})`;
    const count = present === undefined ? `${names} needed` : `${present} of ${names} are there`;
    const found = `${from}; ${count}`;
    if (present === names) return [{ state: 'ok', what, found }];
    const fix = `a run ${source === 'registry' ? 'pulls' : 'builds'} the missing bases it needs${source === 'local' ? ' (all of them: about 10 minutes, once)' : ''}`;
    return [{ state: 'note', what, found, fix }];
  },
};
