import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { toEngineError } from '../connect/api-error.ts';

/** One line of what an engine reports while it pulls or pushes. */
interface TransferEvent {
  readonly status?: string;
  readonly id?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/**
 * Reads what an engine reports of a pull or a push to its end, and hands it on as `id: status`. Gives the failure the
 * engine reports, if any: dockerode's followProgress reports no error when the stream ends with `errorDetail`, so every
 * event is looked at here. Rejects with the signal's reason, or with ENGINE_LOST if the connection breaks.
 */
export async function followTransfer(
  docker: Dockerode,
  stream: NodeJS.ReadableStream,
  what: string,
  onProgress?: (text: string) => void,
  signal?: AbortSignal,
): Promise<string | undefined> {
  let failure: string | undefined;
  const stop = (): void => {
    if (stream instanceof Readable) stream.destroy(new Error('interrupted'));
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(
        stream,
        (error) => {
          if (error) reject(toEngineError(error, what));
          else resolve();
        },
        (event: TransferEvent) => {
          failure ??= event.errorDetail?.message ?? event.error;
          if (event.status !== undefined) onProgress?.([event.id, event.status].filter(Boolean).join(': '));
        },
      );
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  signal?.throwIfAborted();
  return failure;
}
