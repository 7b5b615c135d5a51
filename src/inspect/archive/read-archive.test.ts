import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { temporaryLayers } from '../layers/layer-store.fixture.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import {
  archiveOf,
  file,
  folder,
  imageOf,
  indexedFiles,
  inPieces,
  legacyFiles,
  ociFiles,
  sha256,
  tarOf,
  whiteout,
  type Files,
  type HandMadeImage,
} from './hand-made-image.fixture.ts';
import { readArchive } from './read-archive.ts';

const base = [folder('etc'), file('etc/conf', 1000)];
/** Bytes of the tars: headers of 512, content in whole blocks of 512, and 1024 at the end. */
const sizes = [512 + 512 + 1024 + 1024, 512 + 3072 + 512 + 1024];

let image: HandMadeImage;
let other: HandMadeImage;
beforeAll(async () => {
  const app = [file('app', 3000), whiteout('etc/conf')];
  image = await imageOf({ layers: [base, app], config: { config: { User: 'app' } } });
  other = await imageOf({ layers: [base, [file('other', 1)]], refs: ['made/other:2'] });
});

/** What reading an image must give. */
const known = ({ refs, diffIds, config }: HandMadeImage): unknown =>
  expect.objectContaining({ refs, diffIds, configDigest: `sha256:${sha256(config)}` });

const sizesIn = (store: LayerStore, { diffIds }: HandMadeImage) =>
  diffIds.map((diffId) => store.summary(diffId)?.sizeBytes);

async function pathsIn(store: LayerStore, diffId = ''): Promise<string[]> {
  const entries: LayerEntry[] = [];
  await store.eachEntry(diffId, (entry) => entries.push(entry));
  return entries.map(({ path }) => path);
}

/** The names as `tar -c .` writes them. */
const withDots = (files: Files): Files =>
  new Map(
    Array.from(files, ([name, part]) => [
      name,
      Buffer.isBuffer(part) ? part : { ...part, header: { ...part.header, name: `./${part.header.name}` } },
    ]),
  );

describe('the same is read from', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['Docker before 25', () => archiveOf(legacyFiles(image))],
    ['Docker since 25', () => archiveOf(ociFiles([image]))],
    ['the containerd store, which has gzip', () => archiveOf(ociFiles([image], 'gzip'))],
    ['a store that has zstd', () => archiveOf(ociFiles([image], 'zstd'))],
    ['an index of indexes', () => archiveOf(indexedFiles(image))],
    ['the same with the manifest first', async () => tarOf([...legacyFiles(image).values()].reverse())],
    ['the same with dots in front', () => archiveOf(withDots(ociFiles([image])))],
    ['an archive in gzip', async () => gzipSync(await archiveOf(ociFiles([image])))],
    ['an archive in gzip, its blobs too', async () => gzipSync(await archiveOf(ociFiles([image], 'gzip')))],
    ['an archive in zstd', async () => zstdCompressSync(await archiveOf(legacyFiles(image)))],
  ])('%s', async (_, archive) => {
    const bytes = await archive();
    for (const length of [1, 1000, 1 << 20]) {
      const store = await temporaryLayers();
      expect(await readArchive(inPieces(bytes, length), store)).toEqual([known(image)]);
      expect(sizesIn(store, image)).toEqual(sizes);
      expect(await pathsIn(store, image.diffIds[0])).toEqual(['etc', 'etc/conf']);
      expect(await pathsIn(store, image.diffIds[1])).toEqual(['app', 'etc/.wh.conf']);
    }
  });

  test('files that are named as other programs name them, layers in gzip without a digest in their names', async () => {
    const layers = image.layers.map((layer, index) => file(`${index}.tar.gz`, gzipSync(layer)));
    const config = `sha256:${sha256(image.config)}`;
    const manifest = JSON.stringify([
      { Config: config, RepoTags: image.refs, Layers: ['0.tar.gz', '1.tar.gz'] },
    ]);
    const store = await temporaryLayers();
    const archive = await tarOf([...layers, file(config, image.config), file('manifest.json', manifest)]);
    expect(await readArchive(inPieces(archive), store)).toEqual([known(image)]);
    expect(sizesIn(store, image)).toEqual(sizes);
  });

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('a blob that is several streams of %s, one after the other', async (_, compress) => {
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = image.layers;
    const blob = Buffer.concat(
      [0, 600, 1200].map((at, index) => compress(first.subarray(at, [600, 1200, 9999][index]))),
    );
    const files = new Map(legacyFiles(image));
    for (const name of files.keys()) if (name.endsWith('layer.tar')) files.delete(name);
    files.set('first', file('first', blob)).set('second', file('second', second));
    const store = await temporaryLayers();
    expect(await readArchive(inPieces(await archiveOf(files), 100), store)).toEqual([known(image)]);
  });
});

describe('several images', () => {
  test.each<[string, () => Files]>([
    ['of Docker before 25, whose shared layers are symbolic links', () => legacyFiles(image, other)],
    ['of Docker since 25', () => ociFiles([image, other])],
    ['of the containerd store', () => ociFiles([image, other], 'gzip')],
  ])('%s', async (_, files) => {
    const store = await temporaryLayers();
    expect(await readArchive(inPieces(await archiveOf(files())), store)).toEqual([
      known(image),
      known(other),
    ]);
    expect(sizesIn(store, other)).toEqual([sizes[0], 512 + 512 + 1024]);
  });

  test('that are one image with two names', async () => {
    const files = ociFiles([image, { ...image, refs: ['made/again:3'] }]);
    const images = await readArchive(inPieces(await archiveOf(files)), await temporaryLayers());
    expect(images.map(({ refs }) => refs)).toEqual([image.refs, ['made/again:3']]);
  });

  test('that have no name', async () => {
    const nameless = { ...image, refs: [] };
    const images = await readArchive(
      inPieces(await archiveOf(legacyFiles(nameless))),
      await temporaryLayers(),
    );
    expect(images).toEqual([known(nameless)]);
  });
});

describe('an image', () => {
  const readOne = async (made: HandMadeImage) => {
    const store = await temporaryLayers();
    const images = await readArchive(inPieces(await archiveOf(legacyFiles(made))), store);
    return { store, images };
  };

  test('may have no layer', async () => {
    const empty = await imageOf({ layers: [] });
    expect((await readOne(empty)).images).toEqual([known(empty)]);
  });

  test('may have a list of layers that is null', async () => {
    const empty = await imageOf({
      layers: [],
      config: { rootfs: { type: 'layers', diff_ids: null }, history: null },
    });
    expect((await readOne(empty)).images).toEqual([known(empty)]);
  });

  test('may have a layer without entries', async () => {
    const made = await imageOf({ layers: [[], base] });
    const { images, store } = await readOne(made);
    expect(images).toEqual([known(made)]);
    expect(sizesIn(store, made)).toEqual([1024, sizes[0]]);
    expect(await pathsIn(store, made.diffIds[0])).toEqual([]);
  });

  test.each<[string, (made: HandMadeImage) => Files]>([
    ['in Docker before 25', (made) => legacyFiles(made)],
    ['in Docker since 25', (made) => ociFiles([made])],
    ['in gzip', (made) => ociFiles([made], 'gzip')],
  ])('may have a layer without a single byte: %s', async (_, filesOf) => {
    const made = await imageOf({ layers: [base, Buffer.alloc(0)] });
    const store = await temporaryLayers();
    expect(await readArchive(inPieces(await archiveOf(filesOf(made))), store)).toEqual([known(made)]);
    expect(sizesIn(store, made)).toEqual([sizes[0], 0]);
    expect(await pathsIn(store, made.diffIds[1])).toEqual([]);
  });

  test('may have a layer twice', async () => {
    const made = await imageOf({ layers: [base, base] });
    const { images, store } = await readOne(made);
    expect(images).toEqual([known(made)]);
    expect(sizesIn(store, made)).toEqual([sizes[0], sizes[0]]);
  });

  test('may be of another platform', async () => {
    const made = await imageOf({
      layers: [base],
      config: { os: 'plan9', architecture: 's390x', variant: 'v1' },
    });
    const [read] = (await readOne(made)).images;
    expect(read?.config).toMatchObject({ os: 'plan9', architecture: 's390x', variant: 'v1' });
  });

  test('may say more than is known today, and null where it has nothing to say', async () => {
    const made = await imageOf({
      layers: [base],
      config: {
        config: { User: null, Env: null, Labels: null, Cmd: null, New: [1] },
        more: { than: 'known' },
      },
    });
    expect((await readOne(made)).images).toEqual([known(made)]);
  });

  test('has the digests of its files when they are asked for', async () => {
    const store = await temporaryLayers();
    await readArchive(inPieces(await archiveOf(ociFiles([image]))), store, { digests: true });
    const entries: LayerEntry[] = [];
    await store.eachEntry(image.diffIds[0] ?? '', (entry) => entries.push(entry));
    expect(entries.map(({ digest }) => digest)).toEqual([undefined, sha256('x'.repeat(1000))]);
  });
});
