import { StagebenchError } from '../domain/errors.ts';

/** Who holds a lock, what for, since when (ISO 8601). */
export interface LockNote {
  readonly pid: number;
  readonly what: string;
  readonly since: string;
  readonly runId?: string;
  readonly folder?: string;
  /** Runs that held it before and were killed, whose leftovers are still to be ended. */
  readonly killed?: readonly string[];
  /** By run: its folder. */
  readonly killedIn?: Readonly<Record<string, string>>;
}

/** Somebody else holds the lock. `holder` is undefined in the instant before the holder has written its note. */
export class LockHeldError extends StagebenchError {
  readonly holder: LockNote | undefined;

  constructor(file: string, holder: LockNote | undefined) {
    super('ENGINE_BUSY', `${describe(holder)} holds the lock ${file}.`);
    this.holder = holder;
  }
}

/** The holder in words. */
function describe(holder: LockNote | undefined): string {
  if (holder === undefined) return 'Another process';
  const run = holder.runId === undefined ? '' : ` (run ${holder.runId})`;
  return `Process ${holder.pid}${run}, since ${holder.since}: ${holder.what},`;
}
