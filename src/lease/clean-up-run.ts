import { baseRepository } from '../bases/recipe-hash.ts';
import type { Clock } from '../domain/clock.ts';
import { containerLabel, imageRepository, runLabel } from '../domain/labels.ts';
import type { CacheWatch } from '../engine/cache-watch.ts';
import type { Engine } from '../engine/engine.ts';
import { isPushed, isPushedBy } from '../inspect/transfer/pushed-name.ts';

/**
 * Takes away what a run created: containers and images by label and name (the last image of each variant stays with
 * --keep-images), tags of its pushes, and build cache records; of an engine of our own all of them, of the user's those
 * that `watch` has seen appear. Bases stay. Resolves with what could not be removed: cleaning up never hides an earlier
 * error.
 */
export async function cleanUpRun(
  engine: Engine,
  runId: string,
  watch: CacheWatch | undefined,
  keepImages: boolean,
  clock: Clock,
): Promise<string[]> {
  const trouble: string[] = [];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => trouble.push((error as Error).message));
  };
  await attempt(() => engine.ping());
  if (trouble.length > 0) return [];
  await attempt(async () => {
    for (const id of await engine.containersWithLabel(`${containerLabel}=${runId}`))
      await attempt(() => engine.removeContainer(id));
  });
  await attempt(async () => {
    for (const image of ownImages(await engine.imagesWithLabel(`${runLabel}=${runId}`))) {
      if (!keepImages || isUntagged(image)) await attempt(() => engine.removeImage(image));
    }
  });
  await attempt(async () => {
    for (const tag of (await pushedImages(engine)).filter((ref) => isPushedBy(runId, ref)))
      await attempt(() => engine.removeImage(tag));
  });
  await attempt(() =>
    watch === undefined ? engine.pruneBuildCache('all') : pruneCreated(engine, watch, clock),
  );
  return trouble;
}

const isUntagged = (image: string): boolean => image.startsWith('sha256:');

/** A label is inherited by what somebody builds on an image of ours: only our own names, and images without one, are ours. */
export const ownImages = (images: readonly string[]): string[] =>
  images.filter(
    (image) =>
      isUntagged(image) || image.startsWith(`${imageRepository}/`) || image.startsWith(`${baseRepository}/`),
  );

/** Tags that a push has left because it was killed; bases have no label of a run, so that they are known by name only. */
export async function pushedImages(engine: Engine): Promise<string[]> {
  const { images } = await engine.inventory();
  return images.flatMap((line) => line.split(' ').slice(1)).filter(isPushed);
}

/** How long a build that was ended may hold on to its records; ms. */
const patienceMs = 10_000;

/** Tries again while records are in use: BuildKit unwinds an interrupted build after the client has gone. */
export async function pruneCreated(engine: Engine, watch: CacheWatch, clock: Clock): Promise<void> {
  const started = clock.monotonicMs();
  do {
    const left = await watch.left();
    if (left.length === 0) return;
    await engine.pruneBuildCache(left);
    await clock.pause(100);
  } while (clock.monotonicMs() - started < patienceMs);
}
