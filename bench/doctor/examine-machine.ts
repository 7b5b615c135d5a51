import { formatBytes } from '../../src/domain/units.ts';
import { busyNote } from '../../src/report/words/busy-note.ts';
import type { Finding } from './finding.ts';
import type { MachineState } from './machine-facts.ts';

/** What building every base takes at its height, and what a run then needs for its images and caches; bytes. */
const basesBytes = 12e9;
const roomBytes = 4e9;

/** Whether there is room, whether it is quiet, and who asks. None of it keeps a run from starting. */
export const examineMachine = (state: MachineState): Finding[] => [disk(state), load(state), root(state)];

function disk({ engineFolder, freeBytes, basesMissing }: MachineState): Finding {
  const what = 'free disk';
  const needed = basesMissing ? basesBytes + roomBytes : roomBytes;
  const parts = basesMissing
    ? `${formatBytes(basesBytes)} while all bases are built, ${formatBytes(roomBytes)} for a run`
    : `${formatBytes(roomBytes)} for a run`;
  if (engineFolder === undefined || freeBytes === undefined)
    return { state: 'note', what, found: `cannot be seen from here; needed: ${parts}` };
  const found = `${formatBytes(freeBytes)} in ${engineFolder}; needed: ${parts}`;
  return freeBytes >= needed
    ? { state: 'ok', what, found }
    : { state: 'note', what, found, fix: `free ${formatBytes(needed - freeBytes)} there` };
}

function load({ load: running, cores, platform }: MachineState): Finding {
  const what = 'load';
  if (platform === 'win32') return { state: 'note', what, found: 'unknown on this system' };
  const found = `${running.toFixed(2)} on ${cores} core${cores === 1 ? '' : 's'}`;
  return busyNote(running, cores) === undefined
    ? { state: 'ok', what, found: `${found}: quiet` }
    : {
        ...{ state: 'note', what, found: `${found}: busy, times will scatter` },
        fix: 'measure when nothing else runs',
      };
}

function root({ uid }: MachineState): Finding {
  const found = uid === 0 ? 'yes' : 'no: only the private engine needs it';
  return { state: 'ok', what: 'root', found };
}
