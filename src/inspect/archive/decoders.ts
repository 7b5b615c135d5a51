import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** By the first bytes: RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1. */
const decoders = [
  { magic: Buffer.from([0x1f, 0x8b]), create: createGunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), create: createZstdDecompress },
] as const;

/** How many bytes it takes to know. */
export const longestMagic = 4;

/** What takes the compression off; undefined if there is none. */
export function decoderFor(head: Buffer): Transform | undefined {
  return decoders.find(({ magic }) => head.subarray(0, magic.length).equals(magic))?.create();
}
