import type Dockerode from 'dockerode';
import { request } from './api-error.ts';

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
