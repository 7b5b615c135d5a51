import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { PumpedArchive } from '../../../engine/engine.ts';
import { StagebenchError } from '../../../domain/errors.ts';
import type { LayerEntry } from '../../layers/layer-entry.ts';
import { unfinished } from '../../layers/layer-store.fixture.ts';
import { LayerStore } from '../../layers/layer-store.ts';
import { temporaryFolder } from '../../layers/temporary-folder.fixture.ts';
import {
  archiveOf,
  file,
  imageOf,
  legacyFiles,
  ociFiles,
  tarOf,
  whiteout,
  type HandMadeImage,
} from '../hand-made-image.fixture.ts';
import { paxHeader, rawHeader, tarEnd } from '../../tar/hand-made-tar.fixture.ts';
import { readArchive, type ReadOptions } from '../read-archive.ts';
import { nextAnswer, startThread } from './reading-thread.ts';

/** Bytes that hardly get smaller: a layer of them is large enough for a thread of its own, packed or not. */
const noise = (bytes: number, seed: string): Buffer =>
  Buffer.concat(
    Array.from({ length: bytes / 32 }, (_, index) =>
      createHash('sha256').update(`${seed} ${index}`).digest(),
    ),
  );

let image: HandMadeImage;
beforeAll(async () => {
  const layers = [
    [file('etc/conf', 1000), file('data', noise(6_400_000, 'data')), file('bin/sh', '\x7fELF')],
    [whiteout('etc/conf'), file('more', noise(4_800_000, 'more'))],
    [file('small', 10)],
  ];
  image = await imageOf({ layers });
});

type How = 'a file' | 'a stream' | 'pieces';

/** All in the same memory, as an engine at a socket sends them. */
const piecesOf = (archive: Buffer): PumpedArchive => ({
  pump: async (take, signal) => {
    const memory = Buffer.alloc(200_000);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
    aborted.catch(() => undefined);
    for (let at = 0; at < archive.length; at += memory.length)
      await Promise.race([aborted, take(memory.subarray(0, archive.copy(memory, 0, at)))]);
  },
});

/** Reads an archive by threads, and says what is known of its layers then. */
async function readFile(how: How, archive: Buffer, options: ReadOptions = {}, store?: LayerStore) {
  const folder = temporaryFolder();
  const name = path.join(folder, 'archive.tar');
  writeFileSync(name, archive);
  const layers = store ?? (await LayerStore.open(folder, 0));
  try {
    const source = {
      'a file': () => ({ file: name }),
      'a stream': () => createReadStream(name),
      pieces: () => piecesOf(archive),
    }[how]();
    const images = await readArchive(source, layers, { ...options, ownThread: true });
    const entries: Record<string, LayerEntry[]> = {};
    for (const diffId of images[0]?.diffIds ?? [])
      await layers.eachEntry(diffId, (entry) => (entries[diffId] ??= []).push(entry));
    return { images, entries, layers };
  } finally {
    expect(unfinished(folder)).toEqual([]);
  }
}

describe.each<How>(['a file', 'a stream', 'pieces'])('of %s', (how) => {
  describe('threads find the same in', () => {
    test.each<[string, () => Promise<Buffer>]>([
      ['Docker before 25', () => archiveOf(legacyFiles(image))],
      ['Docker since 25', () => archiveOf(ociFiles([image]))],
      ['layers in gzip', () => archiveOf(ociFiles([image], 'gzip'))],
      ['layers in zstd', () => archiveOf(ociFiles([image], 'zstd'))],
      [
        'an archive in gzip as a whole',
        async () => gzipSync(await archiveOf(ociFiles([image])), { level: 1 }),
      ],
    ])('%s', async (name, archive) => {
      // No engine packs what it sends.
      if (how === 'pieces' && name.endsWith('as a whole')) return;
      const { images, entries, layers } = await readFile(how, await archive());
      expect(images[0]?.diffIds).toEqual(image.diffIds);
      expect(image.diffIds.map((diffId) => layers.summary(diffId))).toMatchObject([
        // Headers of 512, content in whole blocks of 512, and 1024 at the end.
        { sizeBytes: 3 * 512 + 1024 + 6_400_000 + 512 + 1024, entries: 3 },
        { sizeBytes: 2 * 512 + 4_800_000 + 1024, entries: 2 },
        { sizeBytes: 512 + 512 + 1024, entries: 1 },
      ]);
      expect(image.diffIds.map((diffId) => entries[diffId]?.map((entry) => entry.path))).toEqual([
        ...[['etc/conf', 'data', 'bin/sh'], ['etc/.wh.conf', 'more'], ['small']],
      ]);
      expect(entries[image.diffIds[0] ?? '']?.[2]?.magic).toBe('elf');
    });
  });

  test('a digest of each file is that of sha256sum', async () => {
    const { entries } = await readFile(how, await archiveOf(ociFiles([image], 'gzip')), { digests: true });
    const digest = createHash('sha256').update(noise(4_800_000, 'more')).digest('hex');
    expect(entries[image.diffIds[1] ?? '']?.[1]?.digest).toBe(digest);
  });

  test('a layer that is remembered is only hashed, by threads too', async () => {
    const archive = await archiveOf(ociFiles([image], 'gzip'));
    const { layers } = await readFile(how, archive);
    const keep = vi.spyOn(layers, 'keep');
    const { images } = await readFile(how, archive, {}, layers);
    expect(images[0]?.diffIds).toEqual(image.diffIds);
    expect(keep).not.toHaveBeenCalled();
  });

  test('a layer of Docker before 25 that is remembered is only hashed, whatever it is called', async () => {
    const archive = await archiveOf(legacyFiles(image));
    const { layers } = await readFile(how, archive);
    const record = vi.spyOn(layers, 'keep');
    const { images } = await readFile(how, archive, {}, layers);
    expect(images[0]?.diffIds).toEqual(image.diffIds);
    // The small one is read before the documents are known, and a stream comes as it comes.
    expect(record.mock.calls.map(([, layer]) => layer.diffId)).toEqual(
      how === 'a file' ? image.diffIds.slice(2) : expect.arrayContaining([...image.diffIds]),
    );
  });

  test('a layer whose place another one has taken is found out, though the right one is remembered', async () => {
    const { layers } = await readFile(how, await archiveOf(legacyFiles(image)));
    const other = await imageOf({ layers: [[file('other', noise(6_000_000, 'other'))]] });
    const changed = legacyFiles({ ...image, layers: [...other.layers, ...image.layers.slice(1)] });
    await expect(readFile(how, await archiveOf(changed), {}, layers)).rejects.toThrow(
      `has other content than its config says: ${other.diffIds[0]} instead of ${image.diffIds[0]}`,
    );
  });

  describe('is refused', () => {
    const change = (archive: Buffer, at: number): Buffer => {
      const changed = Buffer.from(archive);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      return changed;
    };

    test('a blob that is not what its name says', async () => {
      const archive = await archiveOf(ociFiles([image], 'gzip'));
      await expect(readFile(how, change(archive, 3_000_000))).rejects.toThrow(
        'its content has another digest',
      );
    });

    test('a layer that is no image’s, because a byte has changed', async () => {
      const archive = await archiveOf(legacyFiles(image));
      await expect(readFile(how, change(archive, 3_000_000))).rejects.toThrow(
        /has other content than its config says/,
      );
    });

    test('a file that is torn in the middle of a layer', async () => {
      const archive = await archiveOf(ociFiles([image]));
      await expect(readFile(how, archive.subarray(0, 5_000_000))).rejects.toThrow(
        'ends in the middle of an entry',
      );
    });
  });

  test('a path that is too deep is too much, and no damage', async () => {
    const deep = await imageOf({
      layers: [[file('data', noise(6_400_000, 'data')), file(`${'a/'.repeat(2049)}f`, 1)]],
    });
    for (const compression of [undefined, 'gzip'] as const)
      await expect(readFile(how, await archiveOf(ociFiles([deep], compression)))).rejects.toMatchObject({
        code: 'ARCHIVE_TOO_LARGE',
        message: `The saved image cannot be read: layer ${deep.diffIds[0]} has a name of more than 4096 bytes.`,
      });
  });

  test('so are more documents than any image has', async () => {
    const parts = Array.from({ length: 17 }, (_, index) =>
      file(`${index}.json`, `{${' '.repeat(4_000_000)}}`),
    );
    await expect(readFile(how, await tarOf(parts))).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
  });

  test('reading ends when it is interrupted, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const reading = readFile(how, await archiveOf(ociFiles([image], 'gzip')), { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toThrow('aborted');
  });
});

test.each([
  ['CACHE_NOT_WRITABLE', 'sought', undefined],
  ['CACHE_NOT_WRITABLE', 'read as a stream', undefined],
  ['CACHE_NOT_WRITABLE', 'read by a thread as a stream', undefined],
  ['TEMPORARY_NOT_WRITABLE', 'sought', 'TEMPORARY_NOT_WRITABLE'],
] as const)(
  '%s: a store that cannot be written is not blamed on the archive that is %s',
  async (code, how, refused) => {
    const folder = temporaryFolder();
    const name = path.join(folder, 'archive.tar');
    writeFileSync(name, await archiveOf(legacyFiles(image)));
    const parent = path.join(folder, 'store');
    const store = await LayerStore.open(parent, 0, refused);
    rmSync(parent, { recursive: true });
    const archive = how === 'sought' ? { file: name } : createReadStream(name);
    const options = {
      code: 'ARCHIVE_UNREADABLE',
      ownThread: how === 'read by a thread as a stream',
    } as const;
    await expect(readArchive(archive, store, options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`cannot be kept in ${parent}/`),
    });
  },
);

test('where no thread can be started the archive is read all the same', async () => {
  const folder = temporaryFolder();
  const name = path.join(folder, 'archive.tar');
  writeFileSync(name, await archiveOf(legacyFiles(image)));
  const program = path.join(import.meta.dirname, '../read-in-child.fixture.ts');
  // Of 27 open files Node has more than 20 for itself.
  const words = ['-c', 'ulimit -n 27; exec "$@"', 'sh', process.execPath, program, name, folder, 'plain'];
  const { stdout } = spawnSync('sh', words, { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toMatchObject({ state: 'read', diffIds: image.diffIds });
});

describe('a stream that a thread reads', () => {
  const read = async (source: Readable, signal?: AbortSignal): Promise<unknown> => {
    const folder = temporaryFolder();
    const store = await LayerStore.open(folder, 0);
    try {
      return await readArchive(source, store, { ownThread: true, signal });
    } finally {
      expect(unfinished(folder)).toEqual([]);
    }
  };

  test('and that breaks says why, not that reading has stopped', async () => {
    const archive = await archiveOf(ociFiles([image], 'gzip'));
    const lost = new StagebenchError('ENGINE_LOST', 'The engine is gone.');
    const source = Readable.from(
      (async function* () {
        yield await Promise.resolve(archive.subarray(0, 3_000_000));
        throw lost;
      })(),
    );
    await expect(read(source)).rejects.toBe(lost);
  });

  test('and that is compressed as a whole, and torn, says so', async () => {
    const whole = gzipSync(await archiveOf(ociFiles([image])), { level: 1 });
    await expect(read(Readable.from([whole.subarray(0, whole.length - 1000)]))).rejects.toThrow(
      'unexpected end of file',
    );
  });

  test('ends when it is interrupted after its last byte has come', async () => {
    const controller = new AbortController();
    // A sparse file of a terabyte takes minutes to hash.
    const hole = paxHeader({ 'GNU.sparse.size': String(2 ** 40) });
    const source = Readable.from([hole, Buffer.concat([rawHeader({ name: 'layer.tar' }), tarEnd])]);
    source.once('end', () => {
      controller.abort();
    });
    await expect(read(source, controller.signal)).rejects.toThrow('aborted');
  });
});

test('who asks a thread that has ended is told', async () => {
  const thread = startThread('range.worker.ts');
  await thread.terminate();
  await expect(nextAnswer(thread)).rejects.toThrow('has ended');
});
