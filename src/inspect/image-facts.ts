import type { BaseSource, ResolvedBase } from '../domain/image/base.ts';
import type { ImageFacts } from '../domain/image/image.ts';
import type { Engine, ImageInspection } from '../engine/engine.ts';
import type { SavedImage } from './archive/documents/image-config.ts';
import { commonPrefix } from './contents/common-prefix.ts';
import { imageContents } from './contents/image-contents.ts';
import type { LayerStore } from './layers/layer-store.ts';
import { readEngineImages } from './read-engine-images.ts';
import { surfaceCounts } from './surface/surface-counts.ts';

/** What the image stands on: the base of its final stage, and the weakest source of all that its Dockerfile names. */
export interface ImageOrigin {
  /** As written in the final FROM; `scratch` has no image. */
  readonly baseName: string;
  readonly base: ResolvedBase | undefined;
  readonly source: BaseSource;
}

export interface ImageRequest {
  readonly ref: string;
  readonly origin: ImageOrigin;
}

/** What reading needs beside the images. */
export interface Reading {
  readonly imageStore: string;
  readonly layers: LayerStore;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the facts of images from their own blobs, in the order asked for. All are saved in one archive, so that a base
 * that several share is read once. Throws IMAGE_NOT_FOUND, IMAGE_UNREADABLE, ENGINE_LOST, ENGINE_REQUEST.
 */
export async function imageFacts(
  engine: Engine,
  requests: readonly ImageRequest[],
  { imageStore, layers, signal }: Reading,
): Promise<ImageFacts[]> {
  const images = await readEngineImages(
    engine,
    requests.map(({ ref }) => ref),
    layers,
    { signal },
  );
  const facts: ImageFacts[] = [];
  for (const [index, { inspection, saved }] of images.entries()) {
    const origin = requests[index]?.origin;
    if (origin === undefined) throw new Error('an image was read that nobody asked for');
    facts.push(await factsOf(inspection, saved, layers, imageStore, origin));
  }
  return facts;
}

async function factsOf(
  image: ImageInspection,
  saved: SavedImage,
  layers: LayerStore,
  imageStore: string,
  origin: ImageOrigin,
): Promise<ImageFacts> {
  const shared = commonPrefix(image.diffIds, origin.base?.diffIds ?? []);
  const contents = await imageContents(saved, layers, shared);
  const sizes = contents.layers.filter(({ empty }) => !empty).map(({ sizeBytes }) => sizeBytes);
  const baseBytes = sizes.slice(0, shared).reduce((sum, bytes) => sum + bytes, 0);
  const { sizeBytes, rootfsBytes, wasteBytes } = contents;
  return {
    imageId: image.imageId,
    platform: image.platform,
    ...{ sizeBytes, rootfsBytes, wasteBytes },
    largestLayerBytes: Math.max(0, ...sizes),
    engineSizeBytes: image.engineSizeBytes,
    imageStore,
    baseBytes,
    ownBytes: sizeBytes - baseBytes,
    layers: image.diffIds.length,
    ownLayers: image.diffIds.length - shared,
    historySteps: image.historySteps,
    user: image.user,
    baseRef: origin.baseName,
    baseDigest: origin.base?.digest ?? '',
    baseSource: origin.source,
    surface: surfaceCounts(contents.surface),
    layerFacts: contents.layers,
  };
}
