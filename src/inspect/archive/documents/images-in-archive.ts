import { createHash } from 'node:crypto';
import { cleanPath } from '../../layers/clean-path.ts';
import {
  blobName,
  dockerManifest,
  parsed,
  type ArchiveLook,
  type Descriptor,
  type Documents,
} from './documents.ts';
import { imageConfigSchema, type SavedImage } from './image-config.ts';
import { manifestsInIndex } from './manifests-in-index.ts';
import { BeyondBound } from '../../beyond-bound.ts';

/** Where an archive says that a layer of an image is. */
export interface LayerSource {
  readonly name: string;
  readonly mediaType: string;
  readonly urls: readonly string[];
}

/** An image that an archive names, whether or not all of it is there. */
export interface NamedImage {
  readonly saved: SavedImage;
  /** From the bottom; as many as it has layers, or nobody knows which is which. */
  readonly sources: readonly LayerSource[];
}

export interface ArchiveContents {
  readonly images: readonly NamedImage[];
  /** Images whose config cannot be read: what is wrong with each. */
  readonly faults: readonly string[];
  /** What is no image. */
  readonly beside: readonly string[];
}

/** `docker save` of all images of a large machine names some hundreds. */
const mostImages = 10_000;
/** An image before its config is read. */
interface Claim {
  readonly config: string;
  readonly refs: readonly string[];
  readonly sourcesOf: (diffIds: readonly string[]) => readonly LayerSource[];
}

/**
 * The images of an archive: as manifest.json tells them (`docker save`, every layout), then those that only index.json
 * tells of (OCI; the containerd store names one platform in manifest.json and all of them in index.json). Throws a plain
 * Error if it names nothing at all.
 */
export async function imagesInArchive(
  documents: Documents,
  look: ArchiveLook = {},
): Promise<ArchiveContents> {
  const { whyNot = () => undefined, turn = () => Promise.resolve() } = look;
  for (const name of ['manifest.json', 'index.json']) {
    const why = whyNot(name);
    if (why !== undefined) throw new Error(`its ${name} ${why}`);
  }
  const docker = documents.get('manifest.json');
  const index = documents.get('index.json');
  if (docker === undefined && index === undefined)
    throw new Error('it has neither a manifest.json nor an index.json');
  const images: NamedImage[] = [];
  const faults = new Set<string>();
  const known = new Map<string, SavedImage>();
  const read = async (claims: readonly Claim[], but: ReadonlySet<string>) => {
    for (const { config, refs, sourcesOf } of claims) {
      await turn();
      try {
        const saved = known.get(config) ?? imageOf(documents, config, whyNot);
        known.set(config, saved);
        if (but.has(saved.configDigest)) continue;
        images.push({ saved: { ...saved, refs }, sources: sourcesOf(saved.diffIds) });
      } catch (error) {
        faults.add((error as Error).message);
      }
    }
  };
  await read(docker === undefined ? [] : claimsOfDocker(docker), new Set());
  const inIndex = await claimsOfIndex(documents, index, { whyNot, turn }, docker !== undefined);
  await read(inIndex.claims, new Set(images.map(({ saved }) => saved.configDigest)));
  if (images.length + faults.size === 0)
    throw new Error(nothingIn(docker === undefined ? 'index.json' : 'manifest.json', inIndex.beside));
  return { images, faults: [...faults], beside: inIndex.beside };
}

const nothingIn = (document: string, beside: readonly string[]): string =>
  beside.length > 0
    ? `its ${document} names no image, but ${listed(beside)}`
    : `its ${document} names no image${document === 'index.json' ? ' that is in it' : ''}`;

/** So many things are named; the rest is counted. */
const mostNamed = 5;

/** Each once, with how often. */
export function listed(things: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  const texts = Array.from(counts, ([thing, count]) => (count > 1 ? `${thing} ×${count}` : thing));
  const more = texts.length - mostNamed;
  return [...texts.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function claimsOfDocker(document: Buffer): Claim[] {
  const images = parsed('manifest.json', document, dockerManifest);
  if (images.length > mostImages)
    throw new BeyondBound(`its manifest.json names more than ${mostImages} images`);
  return images.map(({ Config, RepoTags, Layers, LayerSources }) => ({
    config: Config,
    refs: RepoTags,
    sourcesOf: (diffIds) =>
      Layers.map((name, index) => sourceOf(LayerSources[diffIds[index] ?? ''], cleanPath(name))),
  }));
}

const sourceOf = (descriptor: Descriptor | undefined, name: string): LayerSource => ({
  name,
  mediaType: descriptor?.mediaType ?? '',
  urls: descriptor?.urls ?? [],
});

interface IndexClaims {
  readonly claims: readonly Claim[];
  readonly beside: readonly string[];
}

/** `spare`: there is a manifest.json, so that an index that cannot be read is no reason to read nothing. */
async function claimsOfIndex(
  documents: Documents,
  index: Buffer | undefined,
  look: Required<ArchiveLook>,
  spare: boolean,
): Promise<IndexClaims> {
  if (index === undefined) return { claims: [], beside: [] };
  try {
    const { images, beside } = await manifestsInIndex(documents, index, look);
    const byConfig = new Map<string, { layers: readonly Descriptor[]; refs: Set<string> }>();
    for (const { config, layers, refs } of images) {
      const name = blobName(config.digest);
      const before = byConfig.get(name);
      byConfig.set(name, {
        layers: before?.layers ?? layers,
        refs: new Set([...(before?.refs ?? []), ...refs]),
      });
    }
    const claims = Array.from(byConfig, ([config, { layers, refs }]) => ({
      ...{ config, refs: [...refs] },
      sourcesOf: () => layers.map((layer) => sourceOf(layer, blobName(layer.digest))),
    }));
    return { claims, beside };
  } catch (error) {
    if (!spare) throw error;
    return { claims: [], beside: [`an index that cannot be read (${(error as Error).message})`] };
  }
}

function imageOf(
  documents: Documents,
  name: string,
  whyNot: (name: string) => string | undefined,
): SavedImage {
  const content = documents.get(cleanPath(name));
  if (content === undefined) throw new Error(`its config ${name} ${whyNot(cleanPath(name)) ?? 'is missing'}`);
  const config = parsed(name, content, imageConfigSchema);
  return {
    refs: [],
    configDigest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    config,
    diffIds: config.rootfs.diff_ids ?? [],
  };
}
