import { readFileSync } from 'node:fs';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { isAlive } from '../../src/lock/is-alive.ts';
import type { LockNote } from '../../src/lock/lock-held-error.ts';
import type { Host } from '../../src/domain/host.ts';
import { engineLockFile } from './engine-lock-file.ts';

/**
 * The id of the run that measures on this engine now, by the note beside the lock; undefined if there is none. The lock itself
 * is left alone: whoever only looks must not keep a run from starting.
 */
export function measuringRun(
  { id }: Pick<EngineInfo, 'id'>,
  { environment }: Pick<Host, 'environment'>,
): string | undefined {
  try {
    const note = JSON.parse(readFileSync(`${engineLockFile(id, environment)}.json`, 'utf8')) as LockNote;
    return isAlive(note.pid) ? note.runId : undefined;
  } catch {
    return undefined;
  }
}
