import type { Clock } from '../../domain/clock.ts';
import { runLabel } from '../../domain/labels.ts';
import type { CacheWatch } from '../../engine/cache-watch.ts';
import type { Engine } from '../../engine/engine.ts';
import { pruneCreated } from '../clean-up-run.ts';

/**
 * Takes away what a run has left on a builder: all of its cache, or what `watch` has seen appear. An image that is to stay goes to
 * the engine first. A builder that does not answer is left as it is.
 */
export async function cleanUpBuilder(
  builder: Engine,
  runId: string,
  watch: CacheWatch | undefined,
  keepImages: boolean,
  clock: Clock,
): Promise<string[]> {
  try {
    if (keepImages)
      for (const tag of await builder.imagesWithLabel(`${runLabel}=${runId}`))
        await builder.inspectImage(tag);
    await builder.ping();
  } catch {
    return [];
  }
  try {
    await (watch === undefined ? builder.pruneBuildCache('all') : pruneCreated(builder, watch, clock));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
