import type { Readable } from 'node:stream';
import { isTagOf } from '../bases/recipe-hash.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { Engine, ImageInspection, PumpedArchive } from '../engine/engine.ts';
import type { SavedImage } from './archive/documents/image-config.ts';
import { readArchive, type ReadOptions } from './archive/read-archive.ts';
import type { Platform } from '../domain/image/platform.ts';
import { commonPrefix } from './contents/common-prefix.ts';
import type { LayerStore } from './layers/layer-store.ts';

/** An image as the engine tells of it, and as it was read from its blobs. */
export interface EngineImage {
  readonly ref: string;
  readonly inspection: ImageInspection;
  readonly saved: SavedImage;
}

/**
 * Reads images of an engine, in the order asked for. All are saved in one archive, so that a base that several share is
 * read once. Throws IMAGE_NOT_FOUND, IMAGE_UNREADABLE, ENGINE_LOST, ENGINE_REQUEST.
 */
export async function readEngineImages(
  engine: Engine,
  refs: readonly string[],
  layers: LayerStore,
  { signal, ownThread = false }: Pick<ReadOptions, 'signal' | 'ownThread'> = {},
): Promise<EngineImage[]> {
  const passedOver: string[] = [];
  const beside = (text: string) => passedOver.push(text);
  const [inspections, images] = await sideBySide(
    () => Promise.all(refs.map((ref) => inspect(engine, ref))),
    ownThread ? engine.pumpImages(refs) : undefined,
    async (archive, stopped) =>
      readArchive(archive ?? (await engine.saveImages(refs)), layers, {
        ...{ signal: anyOf(signal, stopped), beside, ownThread },
      }),
  );
  return refs.map((ref, index) => {
    const inspection = inspections[index];
    const saved = inspection && sameImage(ref, inspection, images);
    if (inspection === undefined || saved === undefined)
      throw new StagebenchError(
        'IMAGE_UNREADABLE',
        `The engine saved something else than ${ref}${passedOver.map((text) => `: ${text}`).join('')}.`,
      );
    return { ref, inspection, saved };
  });
}

/**
 * Reads an image of an engine for one platform. Every engine saves all the platforms that it has: there is nothing to ask it
 * for, and no version of its API that is too old. Throws IMAGE_NOT_FOUND, UNKNOWN_NAME if it has no such platform,
 * IMAGE_UNREADABLE, ENGINE_LOST, ENGINE_REQUEST.
 */
export async function readEnginePlatform(
  engine: Engine,
  ref: string,
  layers: LayerStore,
  { platform, signal }: { readonly platform: Platform; readonly signal?: AbortSignal },
): Promise<SavedImage> {
  await inspect(engine, ref);
  const archive = await archiveOf(engine, [ref]);
  const [saved] = await readArchive(archive, layers, {
    ...{ subject: ref, platform, signal, ownThread: true },
  });
  if (saved === undefined) throw new StagebenchError('IMAGE_UNREADABLE', `The engine saved no image ${ref}.`);
  return saved;
}

/** Pieces that come one by one only help where another thread has the work with them. */
const archiveOf = async (engine: Engine, refs: readonly string[]): Promise<Readable | PumpedArchive> =>
  engine.pumpImages(refs) ?? engine.saveImages(refs);

/**
 * Asks for the facts and reads the archive. An engine prepares an archive for seconds before its first byte, so one that has a
 * connection of its own is asked for at once. What is wrong with the facts is told first: an image that is not there has none.
 */
async function sideBySide<Facts, Read>(
  ask: () => Promise<Facts>,
  archive: PumpedArchive | undefined,
  read: (archive: PumpedArchive | undefined, stopped: AbortSignal) => Promise<Read>,
): Promise<[Facts, Read]> {
  const stopped = new AbortController();
  if (archive === undefined) return [await ask(), await read(undefined, stopped.signal)];
  const reading = read(archive, stopped.signal);
  // It is waited for below, whether it fails or not.
  reading.catch(() => undefined);
  try {
    return [await ask(), await reading];
  } catch (error) {
    stopped.abort(error);
    await reading.catch(() => undefined);
    throw error;
  }
}

const anyOf = (signal: AbortSignal | undefined, other: AbortSignal): AbortSignal =>
  signal === undefined ? other : AbortSignal.any([signal, other]);

async function inspect(engine: Engine, ref: string): Promise<ImageInspection> {
  const image = await engine.inspectImage(ref);
  if (image !== undefined) return image;
  const message = `The engine has no image ${ref}.${await nameOfBase(engine, ref)}`;
  throw new StagebenchError('IMAGE_NOT_FOUND', message);
}

/** `bases list` shows upstream's name of a base; on the engine it has a name of ours. */
async function nameOfBase(engine: Engine, ref: string): Promise<string> {
  // This is only advice: an engine that cannot list its images has no image of that name all the same.
  const { images } = await engine.inventory().catch(() => ({ images: [] }));
  const tags = images.flatMap((line) => line.split(' ').slice(1)).filter((tag) => isTagOf(ref, tag));
  return tags.length === 0 ? '' : ` It has this base as ${tags.join(' and ')}.`;
}

/** Layers decide; where several images have the same ones, the name does, or the id. */
function sameImage(
  ref: string,
  { diffIds, imageId }: ImageInspection,
  images: readonly SavedImage[],
): SavedImage | undefined {
  const alike = images.filter(
    (image) =>
      image.diffIds.length === diffIds.length && commonPrefix(image.diffIds, diffIds) === diffIds.length,
  );
  return (
    alike.find(({ refs }) => refs.includes(ref) || refs.includes(`${ref}:latest`)) ??
    alike.find(({ configDigest }) => configDigest === imageId) ??
    alike[0]
  );
}
