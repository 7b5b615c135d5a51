import { readdirSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { unfinished } from '../layers/layer-store.fixture.ts';
import { LayerStore } from '../layers/layer-store.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import {
  archiveOf,
  file,
  imageOf,
  inPieces,
  legacyFiles,
  ociFiles,
  sha256,
  tarOf,
  type Compression,
  type HandMadeImage,
} from './hand-made-image.fixture.ts';
import { readArchive, type ReadOptions } from './read-archive.ts';

const base = [[file('base', 2000)], [file('more', 100)]];
let first: HandMadeImage;
let second: HandMadeImage;
beforeAll(async () => {
  first = await imageOf({ layers: [...base, [file('first', 'one')]] });
  second = await imageOf({ layers: [...base, [file('second', 'two')]] });
});

/** A store that tells how many layers it was made to record. */
async function opened(parent = temporaryFolder()) {
  const store = await LayerStore.open(parent, Date.now());
  const record = vi.spyOn(store, 'record');
  const read = async (archive: Promise<Buffer>, options?: ReadOptions) => {
    record.mockClear();
    const images = await readArchive(inPieces(await archive), store, options);
    return { images, recorded: record.mock.calls.length };
  };
  const folder = path.join(parent, 'v5');
  const stamps = () =>
    readdirSync(folder).map(
      (name) => `${name} ${statSync(path.join(folder, name), { bigint: true }).ctimeNs}`,
    );
  return { parent, store, read, folder, stamps };
}

describe('a layer that is remembered is not read again', () => {
  test.each<[Compression]>([['none'], ['gzip'], ['zstd']])(
    'in blobs with compression %s',
    async (compression) => {
      const { parent, read, stamps } = await opened();
      expect(await read(archiveOf(ociFiles([first], compression)))).toMatchObject({ recorded: 3 });
      const before = stamps();
      expect(await read(archiveOf(ociFiles([first], compression)))).toMatchObject({
        ...{ recorded: 0, images: [{ diffIds: first.diffIds }] },
      });
      expect(stamps()).toEqual(before);
      const next = await opened(parent);
      expect(await next.read(archiveOf(ociFiles([second], compression)))).toMatchObject({
        ...{ recorded: 1, images: [{ diffIds: second.diffIds }] },
      });
      expect(next.store.summary(second.diffIds[0] ?? '')?.sizeBytes).toBe(512 + 2048 + 1024);
    },
  );

  test('whichever compression it had the first time', async () => {
    const { read } = await opened();
    await read(archiveOf(ociFiles([first], 'gzip')));
    expect((await read(archiveOf(ociFiles([second], 'none')))).recorded).toBe(1);
    // Their names are new.
    expect((await read(archiveOf(ociFiles([second], 'zstd')))).recorded).toBe(3);
    expect((await read(archiveOf(ociFiles([second], 'zstd')))).recorded).toBe(0);
  });

  test('but where its name says nothing it has to be, and is not written again', async () => {
    const { read, stamps } = await opened();
    await read(archiveOf(legacyFiles(first)));
    const before = stamps();
    expect(await read(archiveOf(legacyFiles(first)))).toMatchObject({ recorded: 3, images: [{}] });
    expect(stamps()).toEqual(before);
  });

  test('in an archive that has it twice', async () => {
    const { read } = await opened();
    expect((await read(archiveOf(ociFiles([first, second])))).recorded).toBe(4);
  });
});

describe('digests', () => {
  test('that are wanted and were not taken are taken, once', async () => {
    const { read, store } = await opened();
    const archive = () => archiveOf(ociFiles([first]));
    await read(archive());
    expect((await read(archive(), { digests: true })).recorded).toBe(3);
    expect((await read(archive(), { digests: true })).recorded).toBe(0);
    expect((await read(archive())).recorded).toBe(0);
    const digests: unknown[] = [];
    await store.eachEntry(first.diffIds[0] ?? '', ({ digest }) => digests.push(digest));
    expect(digests).toEqual([sha256('x'.repeat(2000))]);
  });
});

describe('what is remembered does not make an archive sound', () => {
  test.each<[Compression]>([['none'], ['gzip']])(
    'a known blob with other content is refused (compression %s)',
    async (compression) => {
      const { read, store } = await opened();
      const archive = await archiveOf(ociFiles([first], compression));
      await read(Promise.resolve(archive));
      const layer = first.layers[0] ?? Buffer.alloc(0);
      const blob = compression === 'gzip' ? gzipSync(layer) : layer;
      const at = archive.indexOf(blob) + blob.length - 20;
      archive[at] = (archive[at] ?? 0) ^ 1;
      await expect(read(Promise.resolve(archive))).rejects.toMatchObject({
        ...{
          code: 'IMAGE_UNREADABLE',
          message: expect.stringContaining(`sha256:${sha256(blob)} is damaged`),
        },
      });
      expect(store.summary(first.diffIds[0] ?? '')).toBeDefined();
    },
  );

  test('an image whose layer is remembered, and not in the archive, is refused', async () => {
    const { read } = await opened();
    await read(archiveOf(ociFiles([first])));
    const files = new Map(ociFiles([first]));
    files.delete(`blobs/sha256/${first.diffIds[1]?.slice(7)}`);
    await expect(read(archiveOf(files))).rejects.toThrow(`it lacks 1 of 3 layers (${first.diffIds[1]})`);
  });

  test('a layer whose memory is damaged is an error once, and then read again', async () => {
    const { read, store, folder } = await opened();
    const archive = () => archiveOf(ociFiles([first], 'gzip'));
    await read(archive());
    truncateSync(path.join(folder, first.diffIds[0]?.slice(7) ?? ''), 5);
    expect((await read(archive())).recorded).toBe(0);
    const paths: string[] = [];
    const list = () => store.eachEntry(first.diffIds[0] ?? '', (entry) => paths.push(entry.path));
    await expect(list()).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
    expect((await read(archive())).recorded).toBe(1);
    await list();
    expect(paths).toEqual(['base']);
  });
});

test('two stores on one folder read one archive at the same time', async () => {
  const one = await opened();
  const two = await opened(one.parent);
  const archives = [one, two, one].map(({ read }, turn) =>
    read(archiveOf(turn === 0 ? legacyFiles(first) : ociFiles([first, second], 'gzip'))),
  );
  const images = await Promise.all(archives);
  expect(images.map((each) => each.images.length)).toEqual([1, 2, 2]);
  expect(unfinished(one.parent)).toEqual([]);
  const { store, read } = await opened(one.parent);
  for (const diffId of [...first.diffIds, ...second.diffIds]) {
    const paths: string[] = [];
    await store.eachEntry(diffId, (entry) => paths.push(entry.path));
    expect(paths).toHaveLength(1);
  }
  expect((await read(archiveOf(ociFiles([first, second], 'gzip')))).recorded).toBe(0);
});

test('what only looks like a layer is not remembered', async () => {
  const { read, folder } = await opened();
  const torn = (await tarOf([file('a', 5000)])).subarray(0, 2000);
  const files = new Map(ociFiles([await imageOf({ layers: [] })])).set('torn.tar', file('torn.tar', torn));
  await read(archiveOf(files.set('text.gz', file('text.gz', gzipSync('text')))));
  expect(readdirSync(folder)).toEqual([]);
});
