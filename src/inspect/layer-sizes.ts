import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { StagebenchError } from '../domain/errors.ts';

/**
 * Reads `docker save` as a stream and returns the uncompressed size in bytes of each layer of `diffIds`, by diffID.
 * The layout does not matter (legacy, OCI, compressed or not): every file in the archive is a candidate, and a layer
 * is the one whose uncompressed content has its diffID, the SHA-256 of the tar
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid). Throws IMAGE_UNREADABLE if one is missing.
 */
export async function layerSizes(
  archive: Readable,
  diffIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const wanted = new Set(diffIds);
  const sizes = new Map<string, number>();
  const entries = extract();
  const reading = (async () => {
    for await (const entry of entries) {
      if (entry.header.type !== 'file') {
        entry.resume();
        continue;
      }
      const { diffId, bytes } = await digest(entry as AsyncIterable<Buffer>);
      if (wanted.has(diffId)) sizes.set(diffId, bytes);
    }
  })();
  try {
    await Promise.all([pipeline(archive, entries, signal === undefined ? {} : { signal }), reading]);
  } catch (error) {
    signal?.throwIfAborted();
    throw new StagebenchError(
      'IMAGE_UNREADABLE',
      `The saved image cannot be read: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
  const missing = diffIds.filter((id) => !sizes.has(id));
  if (missing.length > 0) {
    throw new StagebenchError(
      'IMAGE_UNREADABLE',
      `The saved image lacks ${missing.length} of its layers (${missing[0]}).`,
    );
  }
  return sizes;
}

/** SHA-256 and length of what is inside, after gzip or zstd if it is compressed; never more than a chunk in memory. */
async function digest(entry: AsyncIterable<Buffer>): Promise<{ diffId: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of await decompressed(entry)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { diffId: `sha256:${hash.digest('hex')}`, bytes };
}

const decoders = [
  { magic: Buffer.from([0x1f, 0x8b]), create: createGunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), create: createZstdDecompress },
];

/** Looks at the first bytes, which may come in pieces, and puts the matching decoder in between. */
async function decompressed(source: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const iterator = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  const decoder = decoders.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
  if (decoder === undefined) return whole();
  const stream = decoder.create();
  pipeline(whole(), stream).catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}
