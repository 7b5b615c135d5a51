import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { request } from '../connect/api-error.ts';

export interface BuildCacheRecord {
  readonly ID: string;
  readonly InUse: boolean;
}

/**
 * The records of the build cache. Only they are asked for, which is quick: dockerode's `df` has the engine add up every image
 * and volume as well. https://docs.docker.com/reference/api/engine/version/v1.44/#tag/System/operation/SystemDataUsage
 */
export async function readBuildCache(docker: Dockerode): Promise<readonly BuildCacheRecord[]> {
  const modem = docker.modem as { dial: (options: object, done: Answer) => void };
  const usage = await request(
    'tell its build cache',
    () =>
      new Promise<Usage>((resolve, reject) => {
        // The version is one that every engine has which is new enough for us.
        const asked = { path: '/v1.44/system/df?', method: 'GET', options: { type: 'build-cache' } };
        modem.dial({ ...asked, statusCodes: { 200: true, 500: 'server error' } }, (error, usage) => {
          if (error) reject(error);
          else resolve(usage);
        });
      }),
  );
  return usage.BuildCache ?? [];
}

type Answer = (error: Error | null, usage: Usage) => void;

interface Usage {
  readonly BuildCache?: readonly BuildCacheRecord[] | null;
}

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
