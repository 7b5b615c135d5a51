import { formatBytes } from '../../../src/domain/units.ts';
import type { Check } from '../check.ts';

/** What building every base takes at its height, and what a run then needs for its images and caches; bytes. */
const basesBytes = 12e9;
const roomBytes = 4e9;

/** Whether there is room. It keeps no run from starting. */
export const check: Check<'machine'> = {
  ...{ id: 'free-disk', order: 8 },
  find: ({ machine: { engineFolder, freeBytes, basesMissing } }) => {
    const what = 'free disk';
    const needed = basesMissing ? basesBytes + roomBytes : roomBytes;
    const parts = basesMissing
      ? `${formatBytes(basesBytes)} while all bases are built, ${formatBytes(roomBytes)} for a run`
      : `${formatBytes(roomBytes)} for a run`;
    if (engineFolder === undefined || freeBytes === undefined)
      return [{ state: 'note', what, found: `cannot be seen from here; needed: ${parts}` }];
    const found = `${formatBytes(freeBytes)} in ${engineFolder}; needed: ${parts}`;
    if (freeBytes >= needed) return [{ state: 'ok', what, found }];
    return [{ state: 'note', what, found, fix: `free ${formatBytes(needed - freeBytes)} there` }];
  },
};
