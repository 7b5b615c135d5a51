import { afterAll, beforeAll, expect, test } from 'vitest';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { digestOf, RegistryServer } from './registry-server.fixture.ts';
import type { Manifest } from './read-manifest.ts';
import { zstdBytes } from './zstd-bytes.ts';

const text = Array.from(
  { length: 100_000 },
  (_, line) => `${line} ${(line * 7919) % 1000} stagebench\n`,
).join('');
const config = { mediaType: '', digest: 'sha256:c0', size: 11 };
const type = (suffix: string) => `application/vnd.oci.image.layer.v1.tar${suffix}`;

let registry: RegistryServer;
beforeAll(async () => {
  registry = await RegistryServer.start();
});
afterAll(() => registry.close());

const layer = (blob: Buffer, mediaType: string) => {
  const digest = digestOf(blob);
  registry.blobs.set(digest, blob);
  return { mediaType, digest, size: blob.length };
};
const bytesOf = (layers: Manifest['layers'], known = new Map<string, number>()) =>
  zstdBytes(registry.host, 'app', { config, layers }, known);

/** The whole at once, at level 3: a stream, whose length is not known before, comes out a little different. */
const atOnce = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } }).length;

test('a layer counts with its content at level 3, however the registry has it; the config as it is', async () => {
  const gzip = await bytesOf([layer(gzipSync(text), type('+gzip'))]);
  expect(Math.abs(gzip - config.size - atOnce)).toBeLessThan(atOnce * 0.02);
  const highest = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
  expect(await bytesOf([layer(highest, type('+zstd'))])).toBe(gzip);
  expect(await bytesOf([layer(Buffer.from(text), type(''))])).toBe(gzip);
});

test('a layer that is known, or listed twice, is not read again', async () => {
  const [first, second] = [layer(gzipSync('first'), type('+gzip')), layer(gzipSync('second'), type('+gzip'))];
  const known = new Map([[first.digest, 1000]]);
  registry.asked.length = 0;
  const bytes = await bytesOf([first, second, second, first], known);
  expect(registry.asked).toEqual([`/v2/app/blobs/${second.digest}`]);
  expect(bytes).toBe(config.size + 1000 + (known.get(second.digest) ?? NaN));
});

test.each([
  ['torn', gzipSync(text).subarray(0, 1000)],
  ['not what it says', Buffer.from('this is no gzip')],
])('a layer that is %s is an error that names it', async (_, blob) => {
  const bad = layer(blob, type('+gzip'));
  await expect(bytesOf([bad])).rejects.toMatchObject({
    code: 'TRANSFER_FAILED',
    message: expect.stringContaining(bad.digest),
  });
});
