import type { Readable } from 'node:stream';
import type { Inspection } from '../domain/image/inspection.ts';
import type { SavedImage } from './archive/documents/image-config.ts';
import { formatPlatform, platformOf } from '../domain/image/platform.ts';
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
  const names = ownNames(images);
  return images.map((saved, index) => ({ name: [name, names[index]].filter(Boolean).join(' '), saved }));
}

const platformText = ({ config }: SavedImage): string => formatPlatform(platformOf(config));

/** What tells each image from the others of its archive: its name, with the platform if others are called alike, or a number. */
function ownNames(images: readonly SavedImage[]): string[] {
  if (images.length === 1) return [''];
  const short = images.map((image) => image.refs[0] ?? platformText(image));
  const long = images.map((image) => [image.refs[0], platformText(image)].filter(Boolean).join(' '));
  const [shortTwice, longTwice] = [repeated(short), repeated(long)];
  return images.map((_, index) => {
    const [name = '', longer = ''] = [short[index], long[index]];
    if (name !== '' && !shortTwice.has(name)) return name;
    return longTwice.has(longer) || longer === '' ? `${longer} no. ${index + 1}`.trim() : longer;
  });
}

const repeated = (texts: readonly string[]): Set<string> => {
  const seen = new Set<string>();
  return new Set(texts.filter((text) => seen.size === seen.add(text).size));
};

/**
 * Everything about an image whose layers are in the store. `base`: diffIDs of the image it stands on, if that is known. `isAlone`: no
 * other is read in this process. Throws IMAGE_UNREADABLE if the store is damaged.
 */
export async function inspectImage(
  { name, saved }: ReadImage,
  layers: LayerStore,
  {
    base,
    ...how
  }: {
    readonly base?: readonly string[] | undefined;
    readonly signal?: AbortSignal;
    readonly isAlone?: boolean;
  } = {},
): Promise<Inspection> {
  const shared = base === undefined ? undefined : commonPrefix(saved.diffIds, base);
  const contents = await imageContents(saved, layers, shared, how);
  const { surface, layers: layerFacts, ...rest } = contents;
  const sizes = layerFacts.filter(({ empty }) => !empty).map(({ sizeBytes }) => sizeBytes);
  const { config, history } = saved.config;
  const { shells, packageManagers, compilers, networkTools, secretLikeEnv, executablePaths } = surface;
  return {
    ...rest,
    name,
    imageId: saved.configDigest,
    platform: platformText(saved),
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
