import type { Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createGunzip, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { StagebenchError } from '../../domain/errors.ts';
import { bufferCollector } from '../buffer-collector.ts';
import { compressionOf, distinctLayers } from './manifest-facts.ts';
import { openFromRegistry } from './open-from-registry.ts';
import type { Manifest, ManifestBlob } from './read-manifest.ts';

/** Both zstd's own default and BuildKit's. */
const level = 3;

const pieceBytes = 1 << 20;

const decoders = {
  gzip: createGunzip,
  zstd: createZstdDecompress,
  none: undefined,
} as const satisfies Record<string, (() => Transform) | undefined>;

/**
 * What `transferBytes` would be with layers in zstd. Computed, because an engine's push is gzip whatever is asked for:
 * with the docker driver buildx turns `--output type=image,compression=zstd,push=true` into a plain export and a push by the
 * engine's API (https://github.com/docker/buildx/blob/v0.13.1/build/build.go, pushWithMoby); only the containerd store or a
 * builder in a container take the compressor into account. So each layer is read back from the registry and compressed here at
 * the level that BuildKit takes if none is said (SpeedDefault of its Go library, "roughly equivalent to the default
 * Zstandard mode (level 3)": https://github.com/moby/buildkit/blob/v0.13.2/util/compression/zstd.go,
 * https://pkg.go.dev/github.com/klauspost/compress/zstd#EncoderLevel). The two implementations differ by some per cent.
 *
 * `known` remembers what was computed, by the layer's digest.
 */
export async function zstdBytes(
  host: string,
  name: string,
  manifest: Manifest,
  known: Map<string, number>,
  signal?: AbortSignal,
): Promise<number> {
  let sum = manifest.config.size;
  for (const layer of distinctLayers(manifest)) {
    const bytes = known.get(layer.digest) ?? (await recompressed(host, name, layer, signal));
    known.set(layer.digest, bytes);
    sum += bytes;
  }
  return sum;
}

/**
 * How long all of it is in zstd. What comes out depends (by a thousandth) on how the input is cut, and the network cuts it differently
 * each time: it goes in pieces of one size, all in the same memory.
 */
async function lengthInZstd(content: AsyncIterable<Buffer>): Promise<number> {
  const encode = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: level } });
  let bytes = 0;
  encode.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const write = promisify((part: Buffer, done: (error?: Error | null) => void) => encode.write(part, done));
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  const collect = bufferCollector();
  let filled = 0;
  try {
    for await (const chunk of content) {
      collect(chunk.length);
      for (let at = 0; at < chunk.length;) {
        const taken = chunk.copy(piece, filled, at);
        at += taken;
        filled += taken;
        if (filled < piece.length) continue;
        await write(piece);
        filled = 0;
      }
    }
    encode.end(piece.subarray(0, filled));
    await finished(encode);
  } finally {
    encode.destroy();
  }
  return bytes;
}

/** Streams a layer through zstd, and counts what comes out. */
async function recompressed(
  host: string,
  name: string,
  { digest, mediaType }: ManifestBlob,
  signal?: AbortSignal,
): Promise<number> {
  const blob = await openFromRegistry(host, `${name}/blobs/${digest}`, { signal });
  const decode = decoders[compressionOf(mediaType)]?.();
  try {
    return await (decode === undefined ? pipeline(blob, lengthInZstd) : pipeline(blob, decode, lengthInZstd));
  } catch (error) {
    signal?.throwIfAborted();
    throw new StagebenchError(
      'TRANSFER_FAILED',
      `The layer ${digest} cannot be read back from the registry: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
