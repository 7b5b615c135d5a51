import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decoderFor, longestMagic } from './decoders.ts';

describe('compression is told by the first bytes', () => {
  test.each([
    ['gzip', gzipSync('text')],
    ['zstd', zstdCompressSync('text')],
  ])('%s', async (_, bytes) => {
    const decoder = decoderFor(bytes.subarray(0, longestMagic));
    decoder?.end(bytes);
    expect(decoder && (await buffer(decoder)).toString()).toBe('text');
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte of gzip', Buffer.from([0x1f])],
    ['three bytes of zstd', Buffer.from([0x28, 0xb5, 0x2f])],
    ['text', Buffer.from('text')],
    ['what has no magic', brotliCompressSync('text')],
    ['a tar', Buffer.alloc(512)],
  ])('%s has none', (_, bytes) => {
    expect(decoderFor(bytes)).toBeUndefined();
  });
});
