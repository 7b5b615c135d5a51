import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { StagebenchError } from '../../domain/errors.ts';
import type { PullOptions } from '../engine.ts';
import { toEngineError } from './api-error.ts';

interface PullEvent {
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/**
 * Pulls an image. dockerode's followProgress reports no error when the stream
 * ends with `errorDetail`, so every event is looked at here.
 */
export async function pull(
  docker: Dockerode,
  ref: string,
  { onProgress, signal }: PullOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const stream = await docker.pull(ref).catch((error: unknown) => {
    const known = toEngineError(error, `pull ${ref}`);
    throw known.code === 'ENGINE_LOST'
      ? known
      : new StagebenchError('REGISTRY_UNREACHABLE', `${ref} cannot be pulled: ${known.message}`, {
          cause: error,
        });
  });
  let failure: string | undefined;
  signal?.addEventListener('abort', () => {
    if (stream instanceof Readable) stream.destroy(new Error('interrupted'));
  });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error) => {
        if (signal?.aborted) reject(signal.reason as Error);
        else if (error) reject(toEngineError(error, `pull ${ref}`));
        else resolve();
      },
      (event: PullEvent) => {
        failure ??= event.errorDetail?.message ?? event.error;
        if (event.status !== undefined) onProgress?.([event.id, event.status].filter(Boolean).join(': '));
      },
    );
  });
  signal?.throwIfAborted();
  if (failure !== undefined)
    throw new StagebenchError('REGISTRY_UNREACHABLE', `${ref} cannot be pulled: ${failure}`);
}

/** Asks the registry, through the engine, which manifest a name stands for now. */
export async function resolveDigest(docker: Dockerode, ref: string): Promise<string> {
  try {
    const found = (await docker.getImage(ref).distribution()) as { Descriptor: { digest: string } };
    return found.Descriptor.digest;
  } catch (error) {
    const known = toEngineError(error, `look up ${ref}`);
    if (known.code === 'ENGINE_LOST') throw known;
    throw new StagebenchError('REGISTRY_UNREACHABLE', `${ref} cannot be looked up: ${known.message}`, {
      cause: error,
    });
  }
}
