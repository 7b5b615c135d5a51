import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layerSizes } from './layer-sizes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-layers-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const run = (command: string, ...words: string[]) => execa(command, words, { cwd: folder });

/** Two layers made by tar, and what sha256sum and the file system say about them. */
const layers: { name: string; diffId: string; bytes: number }[] = [];
const diffIds = () => layers.map(({ diffId }) => diffId);
const known = () => new Map(layers.map(({ diffId, bytes }) => [diffId, bytes]));

beforeAll(async () => {
  mkdirSync(at('oci', 'blobs', 'sha256'), { recursive: true });
  for (const name of ['one', 'two']) {
    writeFileSync(at(`${name}.txt`), name.repeat(50_000));
    await run('tar', '-cf', `${name}.tar`, `${name}.txt`);
    const { stdout } = await run('sha256sum', `${name}.tar`);
    layers.push({ name, diffId: `sha256:${stdout.slice(0, 64)}`, bytes: statSync(at(`${name}.tar`)).size });
    await run('gzip', '-kf', `${name}.tar`);
  }
  for (const file of ['oci/index.json', 'manifest.json', 'oci/blobs/sha256/config'])
    writeFileSync(at(file), '{}');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Packs files with tar as `docker save` would, and reads the archive. */
async function sizesOf(files: readonly string[], ids = diffIds()): Promise<Map<string, number>> {
  await run('tar', '-cf', 'image.tar', ...files);
  return layerSizes(createReadStream(at('image.tar')), ids);
}

const hasZstd = (await execa('zstd', ['--version'], { reject: false })).exitCode === 0;

describe('the size of a layer is that of its uncompressed tar', () => {
  test('legacy layout: a folder per layer, with symbolic links to those it shares', async () => {
    for (const { name } of layers) {
      mkdirSync(at(name), { recursive: true });
      await run('cp', `${name}.tar`, `${name}/layer.tar`);
    }
    await run('ln', '-sf', '../one/layer.tar', 'two/shared.tar');
    expect(await sizesOf(['one', 'two', 'manifest.json'])).toEqual(known());
  });

  test('OCI layout: blobs by digest', async () => {
    for (const { name, diffId } of layers)
      await run('cp', `${name}.tar`, `oci/blobs/sha256/${diffId.slice(7)}`);
    expect(await sizesOf(['oci'])).toEqual(known());
  });

  test('gzip blobs, as the containerd store saves them', async () => {
    expect(await sizesOf(['one.tar.gz', 'two.tar.gz', 'manifest.json'])).toEqual(known());
  });

  test.runIf(hasZstd)('zstd blobs', async () => {
    for (const { name } of layers) await run('zstd', '-qf', `${name}.tar`);
    expect(await sizesOf(['one.tar.zst', 'two.tar.zst'])).toEqual(known());
  });

  test('however the archive arrives', async () => {
    await run('tar', '-cf', 'image.tar', 'one.tar.gz', 'two.tar');
    const byteByByte = Readable.from(
      (async function* () {
        for await (const chunk of createReadStream(at('image.tar')) as AsyncIterable<Buffer>) {
          for (let start = 0; start < chunk.length; start += 3) yield chunk.subarray(start, start + 3);
        }
      })(),
    );
    expect(await layerSizes(byteByByte, diffIds())).toEqual(known());
  });

  test('a layer that an image has twice is one entry', async () => {
    const [first] = layers;
    expect(await sizesOf(['one.tar'], [first?.diffId ?? '', first?.diffId ?? ''])).toEqual(
      new Map([[first?.diffId, first?.bytes]]),
    );
  });

  test('an image without layers has none', async () => {
    expect(await sizesOf(['manifest.json'], [])).toEqual(new Map());
  });
});

describe('an archive that cannot be believed is refused', () => {
  test('a layer is missing', async () => {
    await expect(sizesOf(['one.tar', 'manifest.json'])).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: `The saved image lacks 1 of its layers (${layers[1]?.diffId ?? ''}).`,
    });
  });

  test('one byte of a layer is another', async () => {
    await run('cp', 'two.tar', 'damaged.tar');
    await run('sh', '-c', 'printf X | dd of=damaged.tar bs=1 seek=1000 conv=notrunc status=none');
    await expect(sizesOf(['one.tar', 'damaged.tar'])).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  test.each([
    ['inside a layer', 60_000],
    ['inside a header', 200],
  ])('it ends %s', async (_, length) => {
    await run('tar', '-cf', 'torn.tar', 'one.tar', 'two.tar');
    truncateSync(at('torn.tar'), length);
    await expect(layerSizes(createReadStream(at('torn.tar')), diffIds())).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
    });
  });

  test('a compressed layer ends early', async () => {
    await run('cp', 'one.tar.gz', 'short.tar.gz');
    truncateSync(at('short.tar.gz'), 100);
    await expect(sizesOf(['short.tar.gz', 'two.tar'])).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  test('the connection breaks', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(512);
        throw new Error('socket hang up');
      })(),
    );
    await expect(layerSizes(broken, diffIds())).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining('socket hang up'),
    });
  });
});

test('an interruption ends the reading with its own reason', async () => {
  const controller = new AbortController();
  const endless = Readable.from(
    (async function* () {
      controller.abort(new Error('stop'));
      for (;;) yield Buffer.alloc(512);
    })(),
  );
  await expect(layerSizes(endless, diffIds(), controller.signal)).rejects.toThrow('stop');
});
