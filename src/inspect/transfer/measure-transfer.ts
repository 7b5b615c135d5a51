import type { Clock } from '../../domain/clock.ts';
import { endsTheRun } from '../../domain/ends-the-run.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Trouble } from '../../domain/run/sample.ts';
import type { TransferFacts, TransferRecord } from '../../domain/image/transfer.ts';
import type { Engine } from '../../engine/engine.ts';
import type { LoopbackRegistry } from '../../engine/loopback-registry.ts';
import { transferEstimates } from './estimate.ts';
import { startLimitedProxy } from './limited-proxy.ts';
import { compressionIn, transferBytes } from './manifest-facts.ts';
import { measurePulls, type PullFacts } from './measure-pulls.ts';
import { pushImage, type PushedImage } from './push-image.ts';
import { pushedName } from './pushed-name.ts';
import { zstdBytes } from './zstd-bytes.ts';

export interface TransferRequest {
  readonly ref: string;
  /** The base of its final stage, on the same engine; undefined for scratch. */
  readonly baseRef: string | undefined;
}

/** An engine to pull onto. */
export interface SecondEngine {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

export interface TransferParts {
  /** The run that the names of pushed images belong to. */
  readonly runId: string;
  /** The engine that has the images. */
  readonly engine: Engine;
  /** Starts an empty registry. */
  readonly startRegistry: () => Promise<LoopbackRegistry>;
  /** Starts a second engine with an empty data root, for the pulls; without it there are none. */
  readonly startEmptyEngine?: (() => Promise<SecondEngine>) | undefined;
  readonly clock: Clock;
  /** Pulls of each kind; 3 unless told. */
  readonly samples?: number | undefined;
  /** Limits the pulls that count (`parseBandwidth`); as fast as the machine is if left out. */
  readonly bitsPerSecond?: number | undefined;
  /** Also computes the bytes with zstd. */
  readonly zstd?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Tells a person what stays behind. */
  readonly note: (text: string) => void;
}

/** What the images of one round have in common. */
interface Shared {
  readonly startSecond: () => Promise<SecondEngine | undefined>;
  readonly knownZstd: Map<string, number>;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/**
 * Measures what it takes to bring an image to a registry and to an engine. It has a registry of its own, so that its
 * push brings all layers, whatever was pushed before. Whatever goes wrong is the record's, a registry or a second engine
 * that does not start too; only an interruption and the loss of the engine that has the images are thrown.
 */
export async function measureTransfer(
  parts: TransferParts,
  image: TransferRequest,
  shared: Shared,
): Promise<TransferRecord> {
  let registry: LoopbackRegistry | undefined;
  try {
    parts.signal?.throwIfAborted();
    const second = await shared.startSecond();
    registry = await parts.startRegistry();
    const facts = await measureOne(parts, image, second?.engine, registry.host, shared);
    return { ref: image.ref, state: 'measured', facts };
  } catch (error) {
    await passOn(error, parts);
    return { ref: image.ref, state: 'failed', trouble: await troubleOf(error, registry) };
  } finally {
    if (registry !== undefined) await closeOrNote(registry, parts.note);
  }
}

/** Throws what ends the run. That an engine is lost does so only if it is the one that has the images. */
async function passOn(error: unknown, { engine, signal }: TransferParts): Promise<void> {
  signal?.throwIfAborted();
  if (isLost(error)) await engine.ping();
  else if (endsTheRun(error)) throw error;
}

const isLost = (error: unknown): boolean => error instanceof StagebenchError && error.code === 'ENGINE_LOST';

async function measureOne(
  parts: TransferParts,
  { ref, baseRef }: TransferRequest,
  node: Engine | undefined,
  host: string,
  { knownZstd, onProgress }: Shared,
): Promise<TransferFacts> {
  const { runId, engine, clock, signal } = parts;
  const say = (text: string): void => onProgress?.(`${ref}: ${text}`);
  say('push');
  const image = await pushImage(engine, ref, { host, name: pushedName(runId, 'image'), clock, signal });
  // After the image, so that the push of the image found nothing there; the layers that both have are not sent again.
  const base =
    baseRef === undefined || node === undefined
      ? undefined
      : await pushImage(engine, baseRef, { host, name: pushedName(runId, 'base'), clock, signal });
  const pulls = node === undefined ? noPulls : await pullThrough(parts, { node, host, image, base, say });
  if (parts.zstd) say('compress with zstd');
  const bytes = transferBytes(image.manifest);
  return {
    transferBytes: bytes,
    compression: compressionIn(image.manifest),
    zstdBytes: parts.zstd ? await zstdBytes(host, image.name, image.manifest, knownZstd, signal) : undefined,
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
async function troubleOf(error: unknown, registry: LoopbackRegistry | undefined): Promise<Trouble> {
  const { message } = error as Error;
  if (isLost(error))
    return { code: 'TRANSFER_FAILED', reason: `The engine that images are pulled onto is gone: ${message}` };
  const code = error instanceof StagebenchError ? error.code : 'TRANSFER_FAILED';
  if (code !== 'REGISTRY_UNREACHABLE' && code !== 'TRANSFER_FAILED') return { code, reason: message };
  const log = (await registry?.logTail().catch(() => [])) ?? [];
  return { code: 'TRANSFER_FAILED', reason: [message, ...log].join('\n  ') };
}

/**
 * Closes what an image was moved with. What does not close costs no image its figures: it is told, and taken away with
 * the run, or before the next one.
 */
export async function closeOrNote(
  open: { close(): Promise<void> },
  note: (text: string) => void,
): Promise<void> {
  try {
    await open.close();
  } catch (error) {
    note(`could not be cleaned up: ${(error as Error).message}`);
  }
}
