import { busyNote } from '../../../src/report/words/busy-note.ts';
import type { Check } from '../check.ts';

/** Whether it is quiet. It keeps no run from starting. */
export const check: Check<'machine'> = {
  ...{ id: 'load', order: 9 },
  find: ({ machine: { load, cores, platform } }) => {
    const what = 'load';
    if (platform === 'win32') return [{ state: 'note', what, found: 'unknown on this system' }];
    const found = `${load.toFixed(2)} on ${cores} core${cores === 1 ? '' : 's'}`;
    if (busyNote(load, cores) === undefined) return [{ state: 'ok', what, found: `${found}: quiet` }];
    const fix =
      'measure when nothing else runs: a visit beside a program that takes 10 % of a core does not count';
    return [{ state: 'note', what, found: `${found}: busy, times will scatter`, fix }];
  },
};
