import type { Engine, EngineInventory } from '../src/engine/engine.ts';
import { runLabel } from '../src/measure/workbench.ts';

/**
 * Takes away what a run created, found by its label: containers, images (the last one of each variant stays with
 * --keep-images), and the build cache records that were not there before. Bases stay. Never masks an earlier error:
 * an engine that is gone has nothing to clean.
 */
export async function bringBack(
  engine: Engine,
  runId: string,
  before: EngineInventory,
  keepImages: boolean,
): Promise<void> {
  try {
    await engine.ping();
  } catch {
    return;
  }
  const label = `${runLabel}=${runId}`;
  for (const id of await engine.containersWithLabel(label)) await engine.removeContainer(id);
  for (const image of await engine.imagesWithLabel(label)) {
    if (keepImages && !image.startsWith('sha256:')) continue;
    await engine.removeImage(image);
  }
  const kept = new Set(before.cacheRecords);
  const created = (await engine.inventory()).cacheRecords.filter((id) => !kept.has(id));
  await engine.pruneBuildCache(created);
}
