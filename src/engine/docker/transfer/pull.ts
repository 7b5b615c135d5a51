import type Dockerode from 'dockerode';
import { StagebenchError } from '../../../domain/errors.ts';
import type { PullOptions } from '../../engine.ts';
import { toEngineError } from '../connect/api-error.ts';
import { followTransfer } from './follow-transfer.ts';

/** Pulls an image, and resolves when it is there. */
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
  const failure = await followTransfer(stream, `pull ${ref}`, onProgress, signal);
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
