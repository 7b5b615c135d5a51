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
  entries.on('entry', (header, entry, next) => {
    if (header.type !== 'file') {
      entry.resume();
      entry.on('end', next);
      return;
    }
    digest(entry as unknown as Readable, (error, found) => {
      if (found !== undefined && wanted.has(found.diffId)) sizes.set(found.diffId, found.bytes);
      next(error);
    });
  });
  try {
    await pipeline(archive, entries, signal === undefined ? {} : { signal });
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

interface Digest {
  readonly diffId: string;
  readonly bytes: number;
}

const decoders = [
  { magic: Buffer.from([0x1f, 0x8b]), create: createGunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), create: createZstdDecompress },
];
const longestMagic = 4;

/**
 * Chunks that were hashed are garbage at once, but V8 does not count what lies outside its heap soon enough: where the
 * collector can be called (`--expose-gc`, as the npm scripts do), it is, every so many bytes.
 */
const collectEveryBytes = 8_000_000;

/**
 * SHA-256 and length of what is inside, after gzip or zstd if it is compressed. By events, and chunk by chunk: what
 * iterators and promises would add per chunk is as much work as the hash.
 */
function digest(entry: Readable, done: (error: Error | null, found?: Digest) => void): void {
  const hash = createHash('sha256');
  let bytes = 0;
  let collectAt = collectEveryBytes;
  const take = (chunk: Buffer): void => {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes < collectAt) return;
    collectAt = bytes + collectEveryBytes;
    globalThis.gc?.({ type: 'minor' });
  };
  const finish = (): void => {
    done(null, { diffId: `sha256:${hash.digest('hex')}`, bytes });
  };
  // A torn archive ends the entry too; the pipeline around it is what rejects.
  entry.on('error', () => undefined);
  let head = Buffer.alloc(0);
  const onHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    if (head.length < longestMagic) return;
    entry.off('data', onHead);
    entry.off('end', onShort);
    const decoder = decoders.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
    if (decoder === undefined) {
      take(head);
      entry.on('data', take);
      entry.on('end', finish);
      return;
    }
    const stream = decoder.create();
    stream.on('data', take);
    stream.on('end', finish);
    stream.on('error', (error) => {
      done(error);
    });
    stream.write(head);
    entry.pipe(stream);
  };
  const onShort = (): void => {
    take(head);
    finish();
  };
  entry.on('data', onHead);
  entry.on('end', onShort);
}
