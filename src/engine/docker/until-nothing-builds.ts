import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { readBuildCache } from './build-cache.ts';

const pollMs = 50;

/**
 * Waits until BuildKit has no build any more, of anybody: then no record of its cache is in use. A client that was killed
 * is gone at once, but the engine may go on to the end of a step or of an export, seconds later. Resolves with false if
 * time is up or the signal fires before.
 */
export async function untilNothingBuilds(
  docker: Dockerode,
  { timeoutMs = 30_000, signal }: { timeoutMs?: number; signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  for (const started = performance.now(); ;) {
    if (!(await readBuildCache(docker)).some(({ InUse }) => InUse)) return true;
    if (signal?.aborted || performance.now() - started > timeoutMs) return false;
    await delay(pollMs);
  }
}
