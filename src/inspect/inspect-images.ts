import type { Readable } from 'node:stream';
import type { Inspection } from '../domain/inspection.ts';
import type { SavedImage } from './archive/image-config.ts';
import { readArchive, type PlainFile, type ReadOptions } from './archive/read-archive.ts';
import { commonPrefix } from './contents/common-prefix.ts';
import { imageContents } from './contents/image-contents.ts';
import type { LayerStore } from './layers/layer-store.ts';
import { surfaceCounts } from './surface/surface-counts.ts';

/** An image that was read, not yet looked into. */
export interface ReadImage {
  readonly name: string;
  readonly saved: SavedImage;
}

/**
 * Reads the images of an archive. `name` is what the archive is called; where it holds several images, each is told by
 * its own name too. Throws what `readArchive` throws.
 */
export async function readImages(
  name: string,
  archive: Readable | PlainFile,
  layers: LayerStore,
  options: ReadOptions,
): Promise<ReadImage[]> {
  const images = await readArchive(archive, layers, options);
  return images.map((saved, index) => ({
    name: images.length === 1 ? name : `${name} ${saved.refs[0] ?? `no. ${index + 1}`}`,
    saved,
  }));
}

/** Everything about an image whose layers are in the store. `base`: diffIDs of the image it stands on, if that is known. */
export async function inspectImage(
  { name, saved }: ReadImage,
  layers: LayerStore,
  base?: readonly string[],
): Promise<Inspection> {
  const shared = base === undefined ? undefined : commonPrefix(saved.diffIds, base);
  const contents = await imageContents(saved, layers, shared);
  const { surface, layers: layerFacts, ...rest } = contents;
  const sizes = layerFacts.filter(({ empty }) => !empty).map(({ sizeBytes }) => sizeBytes);
  const { os, architecture, variant, config, history } = saved.config;
  const { shells, packageManagers, compilers, networkTools, secretLikeEnv, executablePaths } = surface;
  return {
    ...rest,
    name,
    imageId: saved.configDigest,
    platform: [os, architecture, variant].filter(Boolean).join('/'),
    user: config?.User ?? '',
    largestLayerBytes: Math.max(0, ...sizes),
    layers: saved.diffIds.length,
    historySteps: history?.length ?? 0,
    ...(shared === undefined
      ? {}
      : {
          baseBytes: sizes.slice(0, shared).reduce((sum, bytes) => sum + bytes, 0),
          ownLayers: saved.diffIds.length - shared,
        }),
    surface: surfaceCounts(surface),
    names: {
      osPackages: surface.osPackageNames,
      languagePackages: surface.languagePackageNames,
      ...{ shells, packageManagers, compilers, networkTools, secretLikeEnv, executablePaths },
    },
    layerFacts,
    notes: [...contents.notes, ...surface.notes],
  };
}
