import type { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decodedChunkBytes, ZstdFrames } from './zstd-frames.ts';

/** By the first bytes: RFC 1952, section 2.3.1, and RFC 8878, sections 3.1.1 and 3.1.2. */
const decoders = [
  { magic: /^\x1f\x8b/, program: 'gzip', create: () => createGunzip({ chunkSize: decodedChunkBytes }) },
  { magic: /^\x28\xb5\x2f\xfd/, program: 'zstd', create: () => new ZstdFrames() },
  // What is to be skipped may come first: pzstd says so how long each frame is.
  { magic: /^[\x50-\x5f]\x2a\x4d\x18/, program: 'zstd', create: () => new ZstdFrames() },
] as const;

/** What Docker takes too, but few programs write. */
const others = [
  // https://tukaani.org/xz/xz-file-format.txt, section 2.1.1.1
  { magic: /^\xfd7zXZ\0/, format: 'xz', program: 'xz' },
  // Then the first block, or the end of what has none.
  { magic: /^BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)/, format: 'bzip2', program: 'bzip2' },
  // What was before xz, which xz reads: 0x5d, then the size of the dictionary, which is 0 in no .lzma and in a tar whose
  // first file is called ] (https://tukaani.org/xz/lzma.txt, section 1.1).
  { magic: /^\x5d\0\0(?!\0\0)/, format: 'lzma', program: 'xz' },
] as const;

/** How many bytes it takes to know. */
export const longestMagic = 10;

const startOf = (head: Buffer): string => head.toString('latin1', 0, longestMagic);

/** What takes the compression off; undefined if there is none. */
export function decoderFor(head: Buffer): Transform | undefined {
  const start = startOf(head);
  return decoders.find(({ magic }) => magic.test(start))?.create();
}

/** A compression, and the program that takes it off. */
export interface Compression {
  readonly format: string;
  readonly program: string;
}

/** A compression that is not read here; undefined if there is none. */
export function foreignCompression(head: Buffer): Compression | undefined {
  const start = startOf(head);
  return others.find(({ magic }) => magic.test(start));
}

/** Any compression; undefined if there is none. */
export function compressionOf(head: Buffer): Compression | undefined {
  const start = startOf(head);
  const program = decoders.find(({ magic }) => magic.test(start))?.program;
  return program === undefined ? foreignCompression(head) : { format: program, program };
}
