import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryLayers, unfinished } from '../layers/layer-store.fixture.ts';
import { LayerStore } from '../layers/layer-store.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
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
  type HandMadeImage,
} from './hand-made-image.fixture.ts';
import { readArchive, type ReadOptions } from './read-archive.ts';

let image: HandMadeImage;
beforeAll(async () => {
  const base = [folder('etc'), file('etc/conf', 1000), file('var/lib/dpkg/status', 'Package: a\n')];
  image = await imageOf({ layers: [base, [file('app', 3000)]] });
});

/** Files of a folder that this process has open; where there is no /proc, nobody can say. */
function openFiles(of: string): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return targets.filter((target) => target.startsWith(of));
}

/** The archive with something else in the place of its last layer. */
function withLastLayer(content: Buffer): Promise<Buffer> {
  const files = new Map(legacyFiles(image));
  const [name = ''] = [...files.keys()].filter((path) => path.endsWith('layer.tar')).slice(-1);
  return archiveOf(files.set(name, file(name, content)));
}

/** Reads into a new store. Whatever comes of it, nothing half done is left. */
async function outcomeOf(archive: Readable, options: ReadOptions = {}): Promise<unknown> {
  const parent = temporaryFolder();
  const store = await LayerStore.open(parent, 0);
  const outcome = await readArchive(archive, store, { code: 'ARCHIVE_UNREADABLE', ...options }).catch(
    (error: unknown) => error,
  );
  expect(unfinished(parent)).toEqual([]);
  expect(openFiles(parent)).toEqual([]);
  expect(archive.destroyed).toBe(true);
  return outcome;
}

const unreadable = (message = ''): unknown =>
  expect.objectContaining({
    ...{ name: 'StagebenchError', code: 'ARCHIVE_UNREADABLE' },
    message: expect.stringContaining(message),
  });

/** Each with its last files that may be missing altogether, because index.json suffices. */
const layouts: readonly (readonly [string, () => Promise<Buffer>, spare: string[]])[] = [
  ['of Docker before 25', () => archiveOf(legacyFiles(image)), []],
  ['of Docker since 25', () => archiveOf(ociFiles([image])), ['oci-layout', 'manifest.json']],
  ['of the containerd store', () => archiveOf(ociFiles([image], 'gzip')), ['oci-layout', 'manifest.json']],
  ['with an index of indexes', () => archiveOf(indexedFiles(image, 'zstd')), []],
];

describe('an archive that is torn is refused, wherever that is', () => {
  test.each(layouts)('%s', async (_, made, spare) => {
    const archive = await made();
    // What is read of it last ends before the two blocks of zeros.
    const end = archive.length - 1024;
    const sound = spare.map((name) => archive.lastIndexOf(`${name}\0`));
    for (let length = 0; length < end; length += length % 512 === 0 ? 77 : 435) {
      if (sound.includes(length)) continue;
      expect(await outcomeOf(inPieces(archive.subarray(0, length), 700)), `${length} bytes`).toEqual(
        unreadable(),
      );
    }
    for (const length of [...sound, end])
      expect(await outcomeOf(inPieces(archive.subarray(0, length)))).toMatchObject([
        { diffIds: image.diffIds },
      ]);
    expect(await outcomeOf(inPieces(archive.subarray(0, end + 100)))).toEqual(
      unreadable('middle of an entry'),
    );
    expect(await outcomeOf(inPieces(archive.subarray(0, end + 512)))).toMatchObject([
      { diffIds: image.diffIds },
    ]);
  });

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('in %s', async (_, compress) => {
    const archive = compress(await archiveOf(legacyFiles(image)));
    for (const part of [0.01, 0.1, 0.3, 0.5, 0.7, 0.9]) {
      const length = Math.floor(archive.length * part);
      expect(await outcomeOf(inPieces(archive.subarray(0, length), 100)), `${length} bytes`).toEqual(
        unreadable(),
      );
    }
  });
});

describe('one byte that is another is noticed, or does not matter', () => {
  test.each(layouts)('%s', async (_, made) => {
    const archive = await made();
    for (let at = 50; at < archive.length; at += 331) {
      const damaged = Buffer.from(archive);
      damaged[at] = (damaged[at] ?? 0) ^ 0x20;
      const outcome = await outcomeOf(inPieces(damaged, 900));
      if (Array.isArray(outcome)) expect(outcome, `byte ${at}`).toMatchObject([{ diffIds: image.diffIds }]);
      else expect(outcome, `byte ${at}`).toEqual(unreadable());
    }
  });

  /** The archive with another first byte in the content of a layer. */
  const withDamagedLayer = async (archive: Promise<Buffer>, layer: Buffer) => {
    const damaged = Buffer.from(await archive);
    const at = damaged.indexOf(layer) + 512;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    return inPieces(damaged, 500);
  };

  test('the name of the blob is told', async () => {
    const [, app = Buffer.alloc(0)] = image.layers;
    const archive = await withDamagedLayer(archiveOf(ociFiles([image])), app);
    expect(await outcomeOf(archive)).toEqual(
      unreadable(
        `The saved image cannot be read: ${image.diffIds[1]} is damaged: its content has another digest.`,
      ),
    );
  });

  test('the layer that has other content then is told', async () => {
    const [, app = Buffer.alloc(0)] = image.layers;
    const archive = await withDamagedLayer(archiveOf(legacyFiles(image)), app);
    const other = Buffer.from(app);
    other[512] = (other[512] ?? 0) ^ 1;
    expect(await outcomeOf(archive)).toEqual(
      unreadable(
        `/layer.tar has other content than its config says: sha256:${sha256(other)} instead of ${image.diffIds[1]}.`,
      ),
    );
  });

  test('compressed, without a digest in its name', async () => {
    const blob = gzipSync(image.layers[1] ?? '');
    blob[blob.length - 8] = (blob.at(-8) ?? 0) ^ 1; // its checksum
    expect(await outcomeOf(inPieces(await withLastLayer(blob), 20))).toEqual(
      unreadable('a compressed layer is damaged: incorrect data check.'),
    );
  });
});

test('what follows a good layer may be bad: nobody is told before the layer is finished', async () => {
  const entry = (await archiveOf(new Map([['layer', file('layer', image.layers[0])]]))).subarray(0, -1024);
  const store = await temporaryLayers();
  const archive = inPieces(Buffer.concat([entry, Buffer.alloc(512, 'bad')]));
  await expect(readArchive(archive, store)).rejects.toThrow('a tar header with');
  expect(store.summary(image.diffIds[0] ?? '')).toBeDefined();
});

describe('a layer is refused', () => {
  test('that is as its digest says, and no tar', async () => {
    const torn = (image.layers[1] ?? Buffer.alloc(0)).subarray(0, 1500);
    const made = await imageOf({ layers: [torn] });
    expect(await outcomeOf(inPieces(await archiveOf(ociFiles([made]))))).toEqual(
      unreadable(`layer ${made.diffIds[0]} is damaged: a tar archive that ends in the middle of an entry.`),
    );
  });

  test('that is not there', async () => {
    const files = new Map(ociFiles([image]));
    files.delete(`blobs/sha256/${image.diffIds[0]?.slice(7)}`);
    expect(await outcomeOf(inPieces(await archiveOf(files)))).toEqual(
      unreadable(`it lacks 1 of 2 layers (${image.diffIds[0]}).`),
    );
  });

  test.each(['gzip', 'zstd'] as const)('that ends too early in %s', async (compression) => {
    const compress = { gzip: gzipSync, zstd: zstdCompressSync }[compression];
    const blob = compress(image.layers[1] ?? '');
    expect(await outcomeOf(inPieces(await withLastLayer(blob.subarray(0, blob.length - 5))))).toEqual(
      unreadable(),
    );
    expect(await outcomeOf(inPieces(await withLastLayer(blob)))).toMatchObject([{ diffIds: image.diffIds }]);
  });
});

describe('reading stops', () => {
  test('when the connection breaks, at once or in the middle', async () => {
    const archive = await archiveOf(legacyFiles(image));
    for (const length of [0, 2, 5000]) {
      const broken = Readable.from(
        (async function* () {
          yield archive.subarray(0, length);
          throw new Error('socket hang up');
        })(),
      );
      expect(await outcomeOf(broken)).toEqual(unreadable('cannot be read: socket hang up.'));
    }
  });

  test('with the words and the code of who asked', async () => {
    const options = { subject: 'The file app.tar', code: 'IMAGE_UNREADABLE' } as const;
    expect(await outcomeOf(inPieces(Buffer.from('x'.repeat(600))), options)).toMatchObject({
      ...{
        code: 'IMAGE_UNREADABLE',
        message: expect.stringMatching(/^The file app\.tar cannot be read: .*[^.]\.$/),
      },
    });
  });

  test.each<[string, (archive: Buffer) => Buffer]>([
    ['plain', (archive) => archive],
    ['in gzip', (archive) => gzipSync(archive)],
  ])('on an interruption, though nothing arrives any more (%s)', async (_, form) => {
    const archive = form(await archiveOf(ociFiles([image])));
    for (const length of [0, 3, Math.floor(archive.length / 2)]) {
      const controller = new AbortController();
      const parts = length === 0 ? [] : [archive.subarray(0, length)];
      const stalled = new Readable({
        read() {
          const part = parts.pop();
          if (part !== undefined) this.push(part);
          // Asked for more, it has none.
          else setImmediate(() => controller.abort(new Error('stop')));
        },
      });
      expect(await outcomeOf(stalled, { signal: controller.signal })).toEqual(new Error('stop'));
    }
  });

  test('on an interruption while more and more arrives', async () => {
    const controller = new AbortController();
    const endless = Readable.from(
      (async function* () {
        controller.abort(new Error('stop'));
        for (;;) yield Buffer.alloc(512);
      })(),
    );
    expect(await outcomeOf(endless, { signal: controller.signal })).toEqual(new Error('stop'));
  });

  test('before it begins', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    expect(await outcomeOf(inPieces(await archiveOf(ociFiles([image]))), { signal })).toEqual(
      new Error('stop'),
    );
  });
});
