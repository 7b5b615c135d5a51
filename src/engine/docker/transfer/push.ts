import type Dockerode from 'dockerode';
import { StagebenchError } from '../../../domain/errors.ts';
import type { PullOptions } from '../../engine.ts';
import { toEngineError } from '../connect/api-error.ts';
import { followTransfer } from './follow-transfer.ts';

// What both image stores say last, when the registry has taken the manifest, and only then:
// https://github.com/moby/moby/blob/v26.1.5/distribution/push_v2.go
// https://github.com/moby/moby/blob/v26.1.5/daemon/containerd/image_push.go
const pushed = /digest: sha256:[0-9a-f]{64} size: \d+$/;

/** Pushes a tag, and resolves when the registry has it. That the report of the engine ends is no success by itself. */
export async function push(
  docker: Dockerode,
  ref: string,
  { onProgress, signal }: PullOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const colon = ref.lastIndexOf(':');
  const what = `push ${ref}`;
  const failed = (why: string, cause?: unknown) =>
    new StagebenchError('TRANSFER_FAILED', `${ref} cannot be pushed: ${why}`, { cause });
  // Without credentials in the header (here: none are needed) the engine looks for them in the body, and refuses.
  const options = { tag: ref.slice(colon + 1), authconfig: {} };
  const stream = await docker
    .getImage(ref.slice(0, colon))
    .push(options)
    .catch((error: unknown) => {
      const known = toEngineError(error, what);
      throw known.code === 'ENGINE_LOST' ? known : failed(known.message, error);
    });
  let last = '';
  const onEvent = (text: string): void => {
    last = text;
    onProgress?.(text);
  };
  const failure = await followTransfer(stream, what, onEvent, signal);
  if (failure !== undefined) throw failed(failure);
  if (!pushed.test(last)) throw failed('the engine stopped without saying why.');
}
