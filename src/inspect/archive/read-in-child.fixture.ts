import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { imageContents } from '../contents/image-contents.ts';
import { LayerStore } from '../layers/layer-store.ts';
import { rawEntry, rawHeader, tarEnd } from '../tar/hand-made-tar.fixture.ts';
import { readArchive } from './read-archive.ts';
import { peakMemory } from '../../node/peak-memory.ts';

/**
 * A program that reads an archive and prints what it found, and what memory that took: `WHAT FOLDER`, the folder being the
 * store's. WHAT is a file, or one of the archives below, which are made while they are read and are nowhere whole.
 * `contents` or `plain` may follow: what is in the image is looked at, the file is sought.
 */
const [what = '', folder = ''] = process.argv.slice(2);

const manyFiles = 100_000;

/** A tar of many small files, 1024 bytes each. */
function* smallFiles(content: (index: number) => string): Generator<Buffer> {
  for (let index = 0; index < manyFiles; index += 1)
    yield rawEntry({ name: `folder-${index % 100}/file-${index}`, content: content(index) });
  yield tarEnd;
}

/** The archive around one layer, whose length must be known before. */
function* around(layer: Iterable<Buffer>, length: number, diffId?: string): Generator<Buffer> {
  const hash = createHash('sha256');
  yield rawHeader({ name: 'layer', size: length });
  for (const chunk of layer) {
    hash.update(chunk);
    yield chunk;
  }
  yield Buffer.alloc((512 - (length % 512)) % 512);
  const diff_ids = [diffId ?? `sha256:${hash.digest('hex')}`];
  yield rawEntry({ name: 'config', content: JSON.stringify({ rootfs: { diff_ids } }) });
  yield rawEntry({ name: 'manifest.json', content: '[{"Config":"config"}]' });
  yield tarEnd;
}

/** 5 GB of zeros in a file of a layer in gzip, which may be put together from pieces (RFC 1952, section 2.2). */
function* zeros(): Generator<Buffer> {
  const piece = gzipSync(Buffer.alloc(10_000_000));
  yield gzipSync(rawHeader({ name: 'zeros', size: 5_000_000_000 }));
  for (let index = 0; index < 500; index += 1) yield piece;
  // No block is left to be filled: 5,000,000,000 = 9,765,625 x 512.
  yield gzipSync(tarEnd);
}

/**
 * The diffID of that layer: sha256sum of its header of 512 bytes, then `head -c 5000000000 /dev/zero`, then `head -c 1024
 * /dev/zero`.
 */
const zerosDiffId = 'sha256:6f0df993f96e75ce855f099992cd76474d73c35b737c8ae011e6ba9ef6865938';

const archives: Readonly<Record<string, () => Iterable<Buffer>>> = {
  'many-files': () =>
    around(
      smallFiles(() => 'ten bytes.'),
      manyFiles * 1024 + tarEnd.length,
    ),
  'many-files-that-are-no-image': () => smallFiles(() => 'ten bytes.'),
  'many-documents': () => smallFiles(() => '{"a":"JSON"}'),
  zeros: () => {
    const length = [...zeros()].reduce((sum, { length: bytes }) => sum + bytes, 0);
    return around(zeros(), length, zerosDiffId);
  },
};

const made = archives[what];
const store = await LayerStore.open(folder, Date.now());
const sought = (): { file: string } | Readable =>
  process.argv[4] === 'plain' ? { file: what } : createReadStream(what);
const archive = made === undefined ? sought() : Readable.from(made(), { highWaterMark: 1 });
try {
  const [image] = await readArchive(archive, store);
  const rssAfterReading = peakMemory();
  let entries = 0;
  for (const diffId of image?.diffIds ?? []) await store.eachEntry(diffId, () => (entries += 1));
  const contents = image && process.argv[4] === 'contents' ? await imageContents(image, store) : undefined;
  print({
    ...{ state: 'read', diffIds: image?.diffIds, entries, rssAfterReading },
    sizeBytes: image?.diffIds.map((diffId) => store.summary(diffId)?.sizeBytes),
    rootfsBytes: contents?.rootfsBytes,
  });
} catch (error) {
  print({ state: 'refused', message: (error as Error).message });
}

function print(found: object): void {
  process.stdout.write(JSON.stringify({ ...found, rss: peakMemory() }));
}
