import type { Clock } from '../../domain/clock.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { BuildComparison, Reproduction } from '../../domain/image/reproduction.ts';
import type { Engine, ImageInspection } from '../../engine/engine.ts';
import type { SavedImage } from '../archive/documents/image-config.ts';
import { readArchive } from '../archive/read-archive.ts';
import { commonPrefix } from '../contents/common-prefix.ts';
import { historyOf } from '../contents/layer-history.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { compareBuilds, type BuildContents } from './compare-builds.ts';

/** A cold build that is to be tagged. */
export interface ColdBuild {
  readonly tag: string;
  /** Seconds since 1970, for the build argument SOURCE_DATE_EPOCH; absent: the build is not to have one. */
  readonly sourceDateEpoch?: number;
}

export interface ReproduceParts {
  readonly engine: Pick<Engine, 'inspectImage' | 'saveImages' | 'removeImage'>;
  readonly layers: LayerStore;
  readonly clock: Pick<Clock, 'pause'>;
  /** For the images that are built; nobody else's. */
  readonly tags: readonly [string, string];
  /** Builds with nothing in the cache, and rejects if that fails. */
  readonly build: (request: ColdBuild) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Any fixed moment will do; this one is 2023-11-14. */
const sourceDateEpoch = 1_700_000_000;

/**
 * Layers keep times in whole seconds: two quick builds within one would agree by chance. A timer may fire a little
 * early, hence not just 1000.
 */
const apartMs = 1100;

/**
 * Builds the same thing cold, twice without SOURCE_DATE_EPOCH and twice with it, and compares each two. The tags are
 * removed whatever happens. Throws what `build` throws, IMAGE_NOT_FOUND, IMAGE_UNREADABLE, ENGINE_LOST, ENGINE_REQUEST.
 *
 * "With SOURCE_DATE_EPOCH" means: as a build argument, and no more
 * (https://github.com/moby/buildkit/blob/master/docs/build-repro.md#source_date_epoch). BuildKit then sets the times in the
 * config and its history, newer versions also those of the folders that WORKDIR makes
 * (https://github.com/moby/buildkit/pull/5960), and the steps of a stage that declares the argument can obey it. The times
 * of files in layers are set by the exporter's `rewrite-timestamp=true` only, and an image that stays in the engine
 * cannot have that: the exporter of the classic store takes no notice of it (Resolve in
 * https://github.com/moby/moby/blob/v28.5.2/builder/builder-next/exporter/mobyexporter/export.go), that of the containerd
 * store unpacks what it exports, and cannot do both (https://github.com/moby/buildkit/issues/4230).
 */
export async function reproduce(parts: ReproduceParts): Promise<Reproduction> {
  return { without: await buildTwice(parts, {}), with: await buildTwice(parts, { sourceDateEpoch }) };
}

async function buildTwice(parts: ReproduceParts, request: Omit<ColdBuild, 'tag'>): Promise<BuildComparison> {
  const { engine, tags, build, clock, signal } = parts;
  const [first, second] = tags;
  try {
    await build({ ...request, tag: first });
    await clock.pause(apartMs);
    signal?.throwIfAborted();
    await build({ ...request, tag: second });
    const builds = await Promise.all([inspect(engine, first), inspect(engine, second)]);
    return await compareBuilds(...builds, () => contentsOf(parts, builds));
  } finally {
    await Promise.all(tags.map((tag) => engine.removeImage(tag)));
  }
}

async function inspect(engine: ReproduceParts['engine'], tag: string): Promise<ImageInspection> {
  const image = await engine.inspectImage(tag);
  if (image === undefined) throw new StagebenchError('IMAGE_NOT_FOUND', `The engine has no image ${tag}.`);
  return image;
}

/** Reads both builds in one archive: what they share is read once. */
async function contentsOf(
  { engine, tags, layers, signal }: ReproduceParts,
  [first, second]: readonly [ImageInspection, ImageInspection],
): Promise<BuildContents> {
  const images = await readArchive(await engine.saveImages(tags), layers, { digests: true, signal });
  return {
    histories: [historyOf(savedAs(first, images)), historyOf(savedAs(second, images))],
    entriesOf: async (diffId) => {
      const entries: LayerEntry[] = [];
      await layers.eachEntry(diffId, (entry) => entries.push(entry));
      return entries;
    },
  };
}

/** The layers tell which is which: they differ, or nothing would be read. */
function savedAs({ diffIds }: ImageInspection, images: readonly SavedImage[]): SavedImage {
  const saved = images.find(
    (image) =>
      image.diffIds.length === diffIds.length && commonPrefix(image.diffIds, diffIds) === diffIds.length,
  );
  if (saved !== undefined) return saved;
  throw new StagebenchError('IMAGE_UNREADABLE', 'The engine saved something else than what was built.');
}
