import { describe, expect, test } from 'vitest';
import { compressionIn, sharedLayers, transferBytes } from './manifest-facts.ts';
import type { Manifest } from './read-manifest.ts';

const gzip = 'application/vnd.oci.image.layer.v1.tar+gzip';
const zstd = 'application/vnd.oci.image.layer.v1.tar+zstd';

/** Layers as `digest size`, all of one media type. */
const manifest = (layers: readonly string[], mediaType = gzip): Manifest => ({
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:c0', size: 7 },
  layers: layers.map((text) => {
    const [digest = '', size] = text.split(' ');
    return { mediaType, digest, size: Number(size) };
  }),
});

describe('the bytes of a transfer', () => {
  test.each([
    ['layers and config', ['a 1000', 'b 200'], 1207],
    ['a blob that is listed twice once', ['a 1000', 'b 200', 'a 1000'], 1207],
    ['the config of an image without layers', [], 7],
  ])('are %s', (_, layers, bytes) => {
    expect(transferBytes(manifest(layers))).toBe(bytes);
  });
});

describe('the compressor', () => {
  test.each([
    ['gzip', 'application/vnd.docker.image.rootfs.diff.tar.gzip'],
    ['gzip', gzip],
    ['gzip', 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'],
    ['zstd', zstd],
    ['none', 'application/vnd.oci.image.layer.v1.tar'],
    ['none', 'application/vnd.docker.image.rootfs.diff.tar'],
  ])('is %s of %s', (compression, mediaType) => {
    expect(compressionIn(manifest(['a 1'], mediaType))).toBe(compression);
  });

  test('is several where layers differ, and none without layers', () => {
    const both = {
      ...manifest([]),
      layers: [...manifest(['a 1'], zstd).layers, ...manifest(['b 1']).layers],
    };
    expect(compressionIn(both)).toBe('gzip+zstd');
    expect(compressionIn(manifest([]))).toBe('none');
  });
});

test.each([
  [['a 1', 'b 1'], ['a 1', 'b 1'], 2],
  [['a 1', 'b 1', 'c 1'], ['a 1', 'b 1'], 2],
  [['a 1'], ['a 1', 'b 1'], 1],
  [['b 1', 'a 1'], ['a 1', 'b 1'], 0],
  [['a 1'], [], 0],
])('%j on %j shares %i layers with it', (image, base, shared) => {
  expect(sharedLayers(manifest(image), manifest(base))).toHaveLength(shared);
});
