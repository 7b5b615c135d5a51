import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { LayerStore } from '../../src/inspect/layers/layer-store.ts';
import { makeFolder } from '../../src/record/make-folder.ts';
import type { CommandContext } from '../context.ts';

/**
 * What was read of layers before: in the user's cache folder, shared by all clones and runs. Where that cannot be
 * written, or nobody will ever meet the layers again (`passing`), in a folder that `stack` removes.
 */
export async function openLayers(
  passing: boolean,
  stack: AsyncDisposableStack,
  context: Pick<CommandContext, 'clock' | 'environment'>,
): Promise<LayerStore> {
  const now = context.clock.date().getTime();
  const shared = path.join(cacheRootOf(context.environment), 'layers');
  const opened = passing ? undefined : await openShared(shared, now).catch(() => undefined);
  if (opened !== undefined) return opened;
  const folder = await mkdtemp(path.join(tmpdir(), 'stagebench-layers-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return LayerStore.open(folder, now);
}

/** A folder that root has made may be there, and closed to others: that must not be found out with the first layer. */
async function openShared(folder: string, now: number): Promise<LayerStore> {
  await makeFolder(folder);
  await access(folder, constants.W_OK | constants.X_OK);
  return LayerStore.open(folder, now);
}
