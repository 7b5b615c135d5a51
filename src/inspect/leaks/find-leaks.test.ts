import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rawEntry, tarOf } from '../tar/hand-made-tar.fixture.ts';
import { ByteSearch } from './byte-search.ts';
import { findLeaks } from './find-leaks.ts';

const secret = 'value-of-a-secret';
const needles = [
  { name: 'npm', texts: [secret] },
  { name: 'other', texts: ['"quoted"\nvalue'] },
];

/** In pieces of this many bytes. */
const leaksOf = (archive: Buffer, bytes = 700) =>
  findLeaks(
    {
      saveImages: async () =>
        Readable.from(
          Array.from({ length: Math.ceil(archive.length / bytes) }, (_, index) =>
            archive.subarray(index * bytes, (index + 1) * bytes),
          ),
        ),
    },
    'image:1',
    needles,
  );

const layer = tarOf(
  rawEntry({ name: 'app/.npmrc', content: `token=${secret}\n` }),
  rawEntry({ name: 'app/index.js', content: 'x'.repeat(5000) }),
);
const blob = (content: Buffer | string, name = 'blobs/sha256/1') =>
  rawEntry({ name, content: content.toString('latin1') });

describe('a secret is found', () => {
  test.each([
    ['as it is', layer],
    ['in gzip', gzipSync(layer)],
    ['in zstd', zstdCompressSync(layer)],
  ])('in a file of a layer %s', async (_, bytes) => {
    expect(await leaksOf(tarOf(blob(bytes)))).toEqual([{ secret: 'npm', file: 'app/.npmrc' }]);
  });

  test('in the history, as JSON has it', async () => {
    const config = JSON.stringify({ history: [{ created_by: 'RUN echo "quoted"\nvalue' }] });
    expect(await leaksOf(tarOf(blob(config), blob(layer)))).toEqual([
      { secret: 'other', file: undefined },
      { secret: 'npm', file: 'app/.npmrc' },
    ]);
  });

  test('once in the same file of two layers, and not in every file of a thousand', async () => {
    const many = Array.from({ length: 10 }, (_, index) => rawEntry({ name: `f${index}`, content: secret }));
    const found = await leaksOf(tarOf(blob(layer), blob(layer), blob(tarOf(...many))));
    expect(found.map(({ file }) => file)).toEqual(['app/.npmrc', 'f0', 'f1']);
  });

  test.each([1, 5, 511, 512, 100_000])('though it comes in pieces of %i bytes', async (bytes) => {
    expect(await leaksOf(tarOf(blob(layer)), bytes)).toHaveLength(1);
  });
});

test('nothing is found where there is none', async () => {
  const clean = tarOf(rawEntry({ name: 'value-of-a-secre', content: secret.slice(1) }));
  expect(await leaksOf(tarOf(blob(clean), blob('{}')))).toEqual([]);
});

test('an archive that breaks off is an error, and no image without leaks', async () => {
  const cut = tarOf(blob(layer)).subarray(0, 1500);
  await expect(leaksOf(cut)).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
});

test('a search holds no more than the end of what has passed', () => {
  const search = new ByteSearch(needles);
  for (const piece of ['value-', 'of-', 'a-sec', 'ret']) search.write(Buffer.from(piece));
  expect([...search.found]).toEqual(['npm']);
});
