import type { BaseSource, ResolvedBase } from '../domain/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { ImageFacts } from '../domain/image.ts';
import type { Engine, ImageInspection } from '../engine/engine.ts';
import { layerSizes } from './layer-sizes.ts';

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

/**
 * Reads the facts of images from their own blobs, in the order asked for. All are saved in one archive, so that a base
 * that several share is read once. Throws IMAGE_UNREADABLE, ENGINE_LOST, ENGINE_REQUEST.
 */
export async function imageFacts(
  engine: Engine,
  requests: readonly ImageRequest[],
  imageStore: string,
  signal?: AbortSignal,
): Promise<ImageFacts[]> {
  const images = await Promise.all(requests.map(({ ref }) => inspect(engine, ref)));
  const archive = await engine.saveImages(requests.map(({ ref }) => ref));
  const sizes = await layerSizes(archive, [...new Set(images.flatMap(({ diffIds }) => diffIds))], signal);
  return requests.map(({ origin }, index) => {
    const image = images[index];
    if (image === undefined) throw new Error('an image was asked for and not inspected');
    return factsOf(image, sizes, imageStore, origin);
  });
}

async function inspect(engine: Engine, ref: string): Promise<ImageInspection> {
  const image = await engine.inspectImage(ref);
  if (image === undefined) throw new StagebenchError('IMAGE_UNREADABLE', `The engine has no image ${ref}.`);
  return image;
}

function factsOf(
  image: ImageInspection,
  sizes: ReadonlyMap<string, number>,
  imageStore: string,
  origin: ImageOrigin,
): ImageFacts {
  const total = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  const shared = commonPrefix(image.diffIds, origin.base?.diffIds ?? []);
  const sizeBytes = total(image.diffIds);
  const baseBytes = total(image.diffIds.slice(0, shared));
  return {
    imageId: image.imageId,
    platform: image.platform,
    sizeBytes,
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
  };
}

/** How many layers, from the bottom, two images share. */
export function commonPrefix(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((id, index) => id !== b[index]);
  return differs === -1 ? a.length : differs;
}
