import { setTimeout as delay } from 'node:timers/promises';
import { StagebenchError } from '../domain/errors.ts';
import { acquireLock, type Lock, type LockPurpose } from './lock.ts';
import { LockHeldError, type LockNote } from './lock-held-error.ts';

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called once, if the lock is not free at once. */
  readonly onWait?: (holder: LockNote | undefined) => void;
}

const pollMs = 50;

/** Runs `work` while holding the lock, waiting for it if need be. Rejects with the LockHeldError after `timeoutMs`. */
export async function withLock<T>(
  file: string,
  purpose: LockPurpose,
  options: WaitOptions,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await waitForLock(file, purpose, options);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Tries until the lock is free, the time is up or the signal fires. */
async function waitForLock(file: string, purpose: LockPurpose, options: WaitOptions): Promise<Lock> {
  const deadline = performance.now() + options.timeoutMs;
  for (let waited = false; ; waited = true) {
    if (options.signal?.aborted)
      throw new StagebenchError('INTERRUPTED', `Interrupted before: ${purpose.what}.`);
    try {
      return await acquireLock(file, purpose);
    } catch (error) {
      if (!(error instanceof LockHeldError) || performance.now() >= deadline) throw error;
      if (!waited) options.onWait?.(error.holder);
    }
    await delay(pollMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
