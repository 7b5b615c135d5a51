import type { Clock } from '../../domain/clock.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Trouble } from '../../domain/sample.ts';
import type { TransferFacts, TransferRecord } from '../../domain/transfer.ts';
import type { Engine } from '../../engine/engine.ts';
import type { LoopbackRegistry } from '../../engine/loopback-registry.ts';
import { transferEstimates } from './estimate.ts';
import { startLimitedProxy } from './limited-proxy.ts';
import { compressionIn, transferBytes } from './manifest-facts.ts';
import { measurePulls, type PullFacts } from './measure-pulls.ts';
import { pushImage, type PushedImage } from './push-image.ts';
import { zstdBytes } from './zstd-bytes.ts';

export interface TransferRequest {
  readonly ref: string;
  /** The base of its final stage, on the same engine; undefined for scratch. */
  readonly baseRef: string | undefined;
}

export interface TransferParts {
  /** The engine that has the images. */
  readonly engine: Engine;
  /** Starts an empty registry. */
  readonly startRegistry: () => Promise<LoopbackRegistry>;
  /** Starts a second engine with an empty data root, for the pulls; without it there are none. */
  readonly startEmptyEngine?: (() => Promise<{ engine: Engine; close: () => Promise<void> }>) | undefined;
  readonly images: readonly TransferRequest[];
  readonly clock: Clock;
  /** Pulls of each kind; 3 unless told. */
  readonly samples?: number | undefined;
  /** Limits the pulls that count (`parseBandwidth`); as fast as the machine is if left out. */
  readonly bitsPerSecond?: number | undefined;
  /** Also computes the bytes with zstd. */
  readonly zstd?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/**
 * Measures what it takes to bring images to a registry and to an engine, one after the other, in the order given. Each
 * has a registry of its own, so that its push brings all layers, whatever was pushed before. An image that fails is a
 * record; what concerns all of them (no registry, a lost engine, an interruption) is thrown.
 */
export async function measureTransfer(parts: TransferParts): Promise<TransferRecord[]> {
  const node = await parts.startEmptyEngine?.();
  try {
    const records: TransferRecord[] = [];
    const knownZstd = new Map<string, number>();
    for (const image of parts.images)
      records.push(await measureInRegistry(parts, image, node?.engine, knownZstd));
    return records;
  } finally {
    await node?.close();
  }
}

/** One image, in a registry that lives as long. */
async function measureInRegistry(
  parts: TransferParts,
  image: TransferRequest,
  node: Engine | undefined,
  knownZstd: Map<string, number>,
): Promise<TransferRecord> {
  parts.signal?.throwIfAborted();
  const registry = await parts.startRegistry();
  try {
    const facts = await measureOne(parts, image, node, registry.host, knownZstd);
    return { ref: image.ref, state: 'measured', facts };
  } catch (error) {
    parts.signal?.throwIfAborted();
    if (!(error instanceof StagebenchError) || error.code === 'ENGINE_LOST') throw error;
    return { ref: image.ref, state: 'failed', trouble: await troubleOf(error, registry) };
  } finally {
    await registry.close();
  }
}

async function measureOne(
  parts: TransferParts,
  { ref, baseRef }: TransferRequest,
  node: Engine | undefined,
  host: string,
  knownZstd: Map<string, number>,
): Promise<TransferFacts> {
  const { engine, clock, signal } = parts;
  const say = (text: string): void => parts.onProgress?.(`${ref}: ${text}`);
  say('push');
  const image = await pushImage(engine, ref, { host, name: 'image', clock, signal });
  // After the image, so that the push of the image found nothing there; the layers that both have are not sent again.
  const base =
    baseRef === undefined || node === undefined
      ? undefined
      : await pushImage(engine, baseRef, { host, name: 'base', clock, signal });
  const pulls = node === undefined ? noPulls : await pullThrough(parts, { node, host, image, base, say });
  if (parts.zstd) say('compress with zstd');
  const bytes = transferBytes(image.manifest);
  return {
    transferBytes: bytes,
    compression: compressionIn(image.manifest),
    zstdBytes: parts.zstd ? await zstdBytes(host, 'image', image.manifest, knownZstd, signal) : undefined,
    pushMs: image.pushMs,
    ...pulls,
    estimates: transferEstimates(bytes),
  };
}

const noPulls: PullFacts = { pullEmptyMs: undefined, pullBasedMs: undefined, pullBasedBytes: undefined };

/** The pulls, over the slow line if there is to be one. */
async function pullThrough(
  { bitsPerSecond, clock, samples = 3, signal }: TransferParts,
  what: {
    readonly node: Engine;
    readonly host: string;
    readonly image: PushedImage;
    readonly base: PushedImage | undefined;
    readonly say: (text: string) => void;
  },
): Promise<PullFacts> {
  const { node, host: registryHost, image, base, say: onProgress } = what;
  const line = bitsPerSecond && (await startLimitedProxy(registryHost, bitsPerSecond, clock));
  const pullHost = line ? line.host : registryHost;
  try {
    const request = { node, registryHost, pullHost, image, base, samples, clock, signal, onProgress };
    return await measurePulls(request);
  } finally {
    if (line) await line.close();
  }
}

/** What went wrong, with the last words of the registry where it may have been its fault. */
async function troubleOf(error: StagebenchError, registry: LoopbackRegistry): Promise<Trouble> {
  if (error.code !== 'REGISTRY_UNREACHABLE' && error.code !== 'TRANSFER_FAILED')
    return { code: error.code, reason: error.message };
  const log = await registry.logTail().catch(() => []);
  return { code: 'TRANSFER_FAILED', reason: [error.message, ...log].join('\n  ') };
}
