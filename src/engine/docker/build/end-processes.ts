import { setTimeout as delay } from 'node:timers/promises';
import { StagebenchError } from '../../../domain/errors.ts';

const pollMs = 25;

export interface EndPatience {
  readonly signal?: AbortSignal | undefined;
  /** How long after SIGTERM to SIGKILL; ms. buildx waits for the engine, which unwinds a big step for seconds. */
  readonly termMs?: number;
  /** How long after SIGKILL to the error; ms. */
  readonly killMs?: number;
}

/**
 * Ends the processes that `find` finds, and those that it finds then. Resolves, when there is none, with whether there was
 * one. Rejects with ENGINE_STOP, naming `what`, if some do not end, and with INTERRUPTED if the signal fires before.
 */
export async function endProcesses(
  what: string,
  find: () => Promise<readonly number[]>,
  { termMs = 10_000, killMs = 10_000, signal }: EndPatience = {},
): Promise<boolean> {
  const told = new Set<number>();
  for (const started = performance.now(); ;) {
    const left = await find();
    if (left.length === 0) return told.size > 0;
    if (signal?.aborted)
      throw new StagebenchError(
        'INTERRUPTED',
        `Interrupted before this had ended: ${what} that was left behind.`,
      );
    const waitedMs = performance.now() - started;
    if (waitedMs > termMs + killMs) throw doesNotEnd(what, left);
    for (const pid of left) {
      if (waitedMs > termMs) send(pid, 'SIGKILL', what);
      else if (!told.has(pid)) send(pid, 'SIGTERM', what);
      told.add(pid);
    }
    await delay(pollMs);
  }
}

/** A process that is gone already is fine; one that belongs to somebody else has to be ended by hand. */
function send(pid: number, signal: NodeJS.Signals, what: string): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw doesNotEnd(what, [pid], error);
  }
}

function doesNotEnd(what: string, pids: readonly number[], cause?: unknown): StagebenchError {
  const named = pids.map((pid) => `process ${pid}`).join(', ');
  return new StagebenchError('ENGINE_STOP', `${what} that was left behind does not end: ${named}.`, {
    cause,
  });
}
