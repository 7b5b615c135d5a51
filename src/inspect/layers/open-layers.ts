import { access, constants, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { cacheRootOf } from '../../engine/private/private-paths.ts';
import { makeTrustedFolder } from '../../engine/private/trust/trusted-folder.ts';
import { makeTemporaryFolder } from '../../engine/temporary-folder.ts';
import { layerFormat, LayerStore } from './layer-store.ts';
import type { Host } from '../../domain/host.ts';

/**
 * What was read of layers before: in the user's cache folder, shared by all clones and runs. Where that cannot be
 * written, or nobody will ever meet the layers again (`passing`), in a folder that `stack` removes; also where it is not
 * trusted, because whoever can write what is remembered can make it say anything: `note` is told.
 */
export async function openLayers(
  passing: boolean,
  stack: AsyncDisposableStack,
  context: Pick<Host, 'clock' | 'environment'>,
  note: (text: string) => void,
): Promise<LayerStore> {
  const now = context.clock.date().getTime();
  const shared = path.join(cacheRootOf(context.environment), 'layers');
  const tellIfUntrusted = (error: unknown): undefined => {
    if (!(error instanceof StagebenchError) || error.code !== 'CACHE_NOT_TRUSTED') return;
    note(`${error.message} What is read of layers now is forgotten at the end.`);
  };
  const opened = passing ? undefined : await openShared(shared, now).catch(tellIfUntrusted);
  if (opened !== undefined) return opened;
  const folder = await makeTemporaryFolder('layers');
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return LayerStore.open(folder, now, 'TEMPORARY_NOT_WRITABLE').catch((error: unknown) => {
    const what = `The folder for temporary files, ${folder}, cannot be written: ${(error as Error).message}.`;
    throw new StagebenchError('TEMPORARY_NOT_WRITABLE', what, { cause: error });
  });
}

/** A folder that root has made may be there, and closed to others: that must not be found out with the first layer. */
async function openShared(folder: string, now: number): Promise<LayerStore> {
  makeTrustedFolder(path.join(folder, layerFormat));
  await access(folder, constants.W_OK | constants.X_OK);
  return LayerStore.open(folder, now);
}
