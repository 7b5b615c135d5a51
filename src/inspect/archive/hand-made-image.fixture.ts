import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { tarEnd } from '../tar/hand-made-tar.fixture.ts';

/** What an entry says beside its name. */
type More = Partial<Omit<Header, 'name'>>;

/** One entry of a tar: for tar-stream, or its blocks as they are. */
export type Part =
  Buffer | { readonly header: More & { readonly name: string }; readonly content: string | Buffer };

export const file = (name: string, content: string | Buffer | number = '', more: More = {}): Part => ({
  header: { name, ...more },
  content: typeof content === 'number' ? 'x'.repeat(content) : content,
});
export const folder = (name: string, more: More = {}): Part => ({
  ...{ header: { name: `${name}/`, type: 'directory', ...more }, content: '' },
});
export const symlink = (name: string, linkname: string): Part => ({
  ...{ header: { name, type: 'symlink', linkname }, content: '' },
});
export const hardLink = (name: string, linkname: string): Part => ({
  ...{ header: { name, type: 'link', linkname }, content: '' },
});
export const special = (name: string, type: 'character-device' | 'block-device' | 'fifo'): Part => ({
  ...{ header: { name, type, devmajor: 1, devminor: 3 }, content: '' },
});
/** Hides a path of the layers below. */
export const whiteout = (path: string): Part => file(path.replace(/[^/]+$/, '.wh.$&'));
/** Hides everything that the layers below have in a folder. */
export const opaque = (path: string): Part => file(`${path}/.wh..wh..opq`);

/** A tar of these entries, with two blocks of zeros and no more at its end. */
export async function tarOf(parts: readonly Part[]): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (const part of parts) blocks.push(Buffer.isBuffer(part) ? part : await packed(part));
  return Buffer.concat([...blocks, tarEnd]);
}

async function packed({ header, content }: Exclude<Part, Buffer>): Promise<Buffer> {
  const archive = pack();
  const dated = { mtime: new Date(0), ...header };
  if (header.type === undefined) archive.entry(dated, Buffer.from(content));
  else archive.entry(dated);
  archive.finalize();
  const all = await buffer(Readable.from(archive as AsyncIterable<Buffer>));
  return all.subarray(0, all.length - tarEnd.length);
}

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** An image before it is saved in some layout. */
export interface HandMadeImage {
  readonly refs: readonly string[];
  /** The tars, from the bottom. */
  readonly layers: readonly Buffer[];
  readonly diffIds: readonly string[];
  readonly config: string;
}

interface Description {
  readonly layers: readonly (readonly Part[] | Buffer)[];
  readonly refs?: readonly string[];
  /** What the config says beside its layers. */
  readonly config?: object;
}

export async function imageOf({
  layers,
  refs = ['made/by-hand:1'],
  config,
}: Description): Promise<HandMadeImage> {
  const tars = await Promise.all(
    layers.map(async (layer) => (Buffer.isBuffer(layer) ? layer : tarOf(layer))),
  );
  const diffIds = tars.map((tar) => `sha256:${sha256(tar)}`);
  const text = JSON.stringify({
    ...{ architecture: 'amd64', os: 'linux', config: {} },
    ...{ history: layers.map((_, index) => ({ created_by: `step ${index}` })) },
    ...{ rootfs: { type: 'layers', diff_ids: diffIds } },
    ...config,
  });
  return { refs, layers: tars, diffIds, config: text };
}

/** What an archive holds, by name. */
export type Files = ReadonlyMap<string, Part>;

const named = (files: readonly (readonly [name: string, content: string | Buffer])[]): [string, Part][] =>
  files.map(([name, content]) => [name, file(name, content)]);

/**
 * As Docker before 25 saves: a folder for each layer, named by an id of its own; a layer that is there already is a
 * symbolic link to it.
 */
export function legacyFiles(...images: readonly HandMadeImage[]): Files {
  const files = new Map<string, Part>();
  const shared = new Map<string, string>();
  const manifest = images.map(({ refs, layers, diffIds, config }, number) => {
    const names = layers.map((layer, index) => {
      const id = sha256(`${number} ${diffIds.slice(0, index + 1).join(' ')}`);
      const name = `${id}/layer.tar`;
      files.set(id, folder(id));
      for (const [path, part] of named([
        [`${id}/VERSION`, '1.0'],
        [`${id}/json`, `{"id":"${id}"}`],
      ]))
        files.set(path, part);
      const first = shared.get(diffIds[index] ?? '');
      files.set(name, first === undefined ? file(name, layer) : symlink(name, `../${first}`));
      if (first === undefined) shared.set(diffIds[index] ?? '', name);
      return name;
    });
    const configName = `${sha256(config)}.json`;
    files.set(configName, file(configName, config));
    return { Config: configName, RepoTags: refs, Layers: names };
  });
  const repositories = Object.fromEntries(images.flatMap(({ refs }) => refs).map((ref) => [ref, {}]));
  const last = named([
    ['repositories', JSON.stringify(repositories)],
    ['manifest.json', JSON.stringify(manifest)],
  ]);
  return new Map([...files, ...last]);
}

const blobPath = (content: string | Buffer): string => `blobs/sha256/${sha256(content)}`;

const compressors = {
  none: (layer: Buffer) => layer,
  gzip: (layer: Buffer) => gzipSync(layer),
  zstd: (layer: Buffer) => zstdCompressSync(layer),
};

export type Compression = keyof typeof compressors;

const descriptor = (kind: string, content: string | Buffer, more: object = {}) => ({
  mediaType: `application/vnd.oci.image.${kind}.v1+json`,
  digest: `sha256:${sha256(content)}`,
  size: content.length,
  ...more,
});

/** As Docker since 25 saves: everything is a blob, and manifest.json names them. `gzip` is what the containerd store adds. */
export function ociFiles(images: readonly HandMadeImage[], compression: Compression = 'none'): Files {
  const blobs = new Map<string, Part>();
  const add = (content: string | Buffer): string => {
    blobs.set(blobPath(content), file(blobPath(content), content));
    return blobPath(content);
  };
  const saved = images.map(({ refs, layers, config }) => {
    const stored = layers.map((layer) => compressors[compression](layer));
    const names = stored.map(add);
    const manifest = JSON.stringify({
      ...{ schemaVersion: 2, config: descriptor('config', config) },
      layers: stored.map((blob) => descriptor('layer', blob)),
    });
    const docker = { Config: add(config), RepoTags: refs, Layers: names };
    add(manifest);
    const annotations = { 'io.containerd.image.name': refs[0] ?? 'none' };
    return { docker, index: descriptor('manifest', manifest, { annotations }) };
  });
  const index = { schemaVersion: 2, manifests: saved.map((image) => image.index) };
  const last = named([
    ['index.json', JSON.stringify(index)],
    ['oci-layout', '{"imageLayoutVersion":"1.0.0"}'],
    ['manifest.json', JSON.stringify(saved.map((image) => image.docker))],
  ]);
  const folders = ['blobs', 'blobs/sha256'].map((name): [string, Part] => [name, folder(name)]);
  return new Map([...folders, ...blobs, ...last]);
}

/**
 * An OCI archive that Docker has not made: no manifest.json; the index names an index, which names the image, a proof
 * about it, and an image of another platform that is not there.
 */
export function indexedFiles(image: HandMadeImage, compression: Compression = 'gzip'): Files {
  const files = new Map(ociFiles([image], compression));
  const [manifestName = ''] = [...files.keys()].filter((name) => name.startsWith('blobs/sha256/')).slice(-1);
  const digest = manifestName.replace('blobs/sha256/', 'sha256:');
  const proof = JSON.stringify({ schemaVersion: 2, config: descriptor('config', 'a proof'), layers: [] });
  const nested = JSON.stringify({
    schemaVersion: 2,
    manifests: [
      { digest, platform: { os: 'linux', architecture: 'amd64' } },
      { ...descriptor('manifest', 'of another platform'), platform: { os: 'linux', architecture: 'arm64' } },
      descriptor('manifest', proof, { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }),
    ],
  });
  const annotations = { 'org.opencontainers.image.ref.name': image.refs[0] ?? 'none' };
  const index = JSON.stringify({
    schemaVersion: 2,
    manifests: [descriptor('index', nested, { annotations })],
  });
  for (const [name, part] of named([
    [blobPath(proof), proof],
    [blobPath(nested), nested],
    ['index.json', index],
  ]))
    files.set(name, part);
  files.delete('manifest.json');
  return files;
}

/** The archive, in the order of its files. */
export const archiveOf = (files: Files): Promise<Buffer> => tarOf([...files.values()]);

/** The bytes as a stream, in pieces of so many. */
export const inPieces = (bytes: Buffer, length = 1 << 16): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    })(),
  );
