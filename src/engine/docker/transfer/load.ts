import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { StagebenchError } from '../../../domain/errors.ts';
import { toEngineError } from '../connect/api-error.ts';
import { followTransfer } from './follow-transfer.ts';

/** Loads an archive of images, and resolves when they are there: as with a pull, only the events tell of a failure. */
export async function load(docker: Dockerode, archive: Readable): Promise<void> {
  const what = 'load images';
  // An engine that tells how far it is shows that it is at work.
  const stream = await docker.loadImage(archive, { quiet: false }).catch((error: unknown) => {
    throw toEngineError(error, what);
  });
  const failure = await followTransfer(stream, what);
  if (failure !== undefined)
    throw new StagebenchError('ENGINE_REQUEST', `The engine refused to ${what}: ${failure}`);
}
