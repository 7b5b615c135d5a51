import type { CacheThrough } from '../../src/domain/definitions/scenario.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunJob } from '../../src/domain/run/job.ts';
import { RegistryPlace, type CachePlace } from '../../src/engine/exported-cache/cache-place.ts';
import { checkExport } from '../../src/engine/exported-cache/check-export.ts';
import { FakeCachePlace } from '../../src/engine/fake/fake-cache-place.ts';
import { pushedName, refOn } from '../../src/inspect/transfer/pushed-name.ts';
import type { CommandContext } from '../context.ts';
import type { RunEngine } from '../measuring/acquire-run-engine.ts';
import { mayEmpty } from '../measuring/set-up-bench.ts';
import { provideRegistry } from './provide-registry.ts';

/**
 * A place for the caches that scenarios import; undefined if none does. Every way of moving them is tried now. Rejects with
 * CACHE_NOT_OURS where the builder has a cache of others, too, and with BUILDER_NO_CACHE_EXPORT.
 */
export async function provideCachePlace(
  runId: string,
  { selected: { scenarios }, engine: { provision } }: Pick<RunJob, 'selected' | 'engine'>,
  taken: Pick<RunEngine, 'engine' | 'info'>,
  stack: AsyncDisposableStack,
  context: CommandContext,
  note: (text: string) => void,
): Promise<CachePlace | undefined> {
  const those = scenarios.filter(({ through }) => through !== undefined);
  if (those.length === 0) return undefined;
  refuseCacheOfOthers(
    taken.info,
    those.map(({ id }) => id),
  );
  const place =
    taken.info.kind === 'fake'
      ? new FakeCachePlace()
      : new RegistryPlace(await provideRegistry(runId, provision, taken, context, note), (host) =>
          refOn(host, pushedName(runId, 'cache')),
        );
  stack.defer(() => place.close());
  const ways = new Set(those.flatMap(({ through }): CacheThrough[] => (through ? [through] : [])));
  for (const through of ways) await checkExport(taken.engine, place, through, runId);
  return place;
}

/** A step that somebody else has built would be there after all records of this run are gone. */
function refuseCacheOfOthers(info: EngineInfo, ids: readonly string[]): void {
  if (mayEmpty(info)) return;
  throw new StagebenchError(
    'CACHE_NOT_OURS',
    `${ids.join(', ')}: the cache of the builder is emptied before it imports one, and others may build there, too.`,
  );
}
