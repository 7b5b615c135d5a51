import { setTimeout as delay } from 'node:timers/promises';
import { StagebenchError } from '../domain/errors.ts';
import { httpGet } from './http-get.ts';

/** A registry that is starting, as a process or in a container. */
export interface StartingRegistry {
  /** Where it listens; undefined as long as it does not. */
  host(): Promise<string | undefined>;
  /** How it ended; undefined as long as it runs. */
  ending(): Promise<string | undefined>;
  logTail(): Promise<readonly string[]>;
}

const timeoutMs = 30_000;
const pollMs = 20;

/**
 * Waits until the API of a registry answers (https://distribution.github.io/distribution/spec/api/#api-version-check),
 * and gives its host. Rejects with TRANSFER_FAILED if it ends or is silent for half a minute, or with INTERRUPTED.
 */
export async function untilRegistryAnswers(
  registry: StartingRegistry,
  signal: AbortSignal | undefined,
  limitMs = timeoutMs,
): Promise<string> {
  const failed = async (what: string) =>
    new StagebenchError(
      'TRANSFER_FAILED',
      [`The registry on loopback ${what}. Its last words:`, ...(await registry.logTail())].join('\n  '),
    );
  for (const deadline = performance.now() + limitMs; ;) {
    if (signal?.aborted) throw new StagebenchError('INTERRUPTED', 'Starting the registry was interrupted.');
    const ending = await registry.ending();
    if (ending !== undefined) throw await failed(`ended at once (${ending})`);
    const host = await registry.host();
    const answer = host === undefined ? undefined : await httpGet(`http://${host}/v2/`, 2000);
    if (answer?.largerThanBytes !== undefined) throw await failed('does not answer as a registry does');
    if (host !== undefined && answer?.status === 200) return host;
    if (performance.now() > deadline) throw await failed(`did not answer within ${limitMs / 1000} s`);
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The address a registry writes that it listens on: the port is the kernel's choice, so that none is taken twice. */
export const listeningOn = (log: string): string | undefined =>
  /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
