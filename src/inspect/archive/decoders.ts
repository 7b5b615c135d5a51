import type { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decodedChunkBytes, ZstdFrames } from './zstd-frames.ts';

/** By the first bytes: RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1. */
const decoders = [
  { magic: Buffer.from([0x1f, 0x8b]), create: () => createGunzip({ chunkSize: decodedChunkBytes }) },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), create: () => new ZstdFrames() },
] as const;

/** How many bytes it takes to know. */
export const longestMagic = 4;

/** What takes the compression off; undefined if there is none. */
export function decoderFor(head: Buffer): Transform | undefined {
  return decoders.find(({ magic }) => head.subarray(0, magic.length).equals(magic))?.create();
}
