import type { Clock } from '../src/domain/clock.ts';
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
  clock: Clock,
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
  await pruneCreated(engine, new Set(before.cacheRecords), clock);
}

/** How long a build that was ended may hold on to its records; ms. */
const patienceMs = 10_000;

/** Tries again while records are in use: BuildKit unwinds an interrupted build after the client has gone. */
async function pruneCreated(engine: Engine, kept: ReadonlySet<string>, clock: Clock): Promise<void> {
  const started = clock.monotonicMs();
  do {
    const created = (await engine.inventory()).cacheRecords.filter((id) => !kept.has(id));
    if (created.length === 0) return;
    await engine.pruneBuildCache(created);
    await clock.pause(100);
  } while (clock.monotonicMs() - started < patienceMs);
}
