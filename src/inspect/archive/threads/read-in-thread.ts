import type { Worker } from 'node:worker_threads';
import type { PumpedArchive } from '../../../engine/engine.ts';
import { ClosedRecording, type LayerCounts, type LayerHead } from '../../layers/layer-recorder.ts';
import type { KnownLayers, LayerStore } from '../../layers/layer-store.ts';
import { createRing, RingWriter, type ByteRing } from './byte-ring.ts';
import type { NamedFile } from '../found.ts';
import { errorOf, nextAnswer, type ThreadFailure } from './reading-thread.ts';

/** What the thread is told. */
export interface StreamJob {
  readonly ring: ByteRing;
  readonly digests: boolean;
  /** How the names of its recordings begin. */
  readonly temporary: string;
  readonly known: KnownLayers;
}

/** A layer whose entries it has recorded in a file. */
export interface KeptLayer {
  readonly file: string;
  readonly counts: LayerCounts;
  readonly layer: LayerHead;
  readonly blob?: string;
}

export type StreamAnswer =
  { readonly found: readonly NamedFile[]; readonly layers: readonly KeptLayer[] } | ThreadFailure;

/**
 * Reads an archive that arrives piece by piece: this thread takes its bytes from wherever they come, the other one hashes and
 * parses them at the same time, as soon as it is ready.
 */
export async function readInThread(
  archive: PumpedArchive,
  starting: Promise<Worker>,
  {
    store,
    digests,
    signal,
  }: { readonly store: LayerStore; readonly digests: boolean; readonly signal?: AbortSignal | undefined },
): Promise<NamedFile[]> {
  signal?.throwIfAborted();
  const ring = createRing();
  const writer = new RingWriter(ring);
  const failed = new AbortController();
  const temporary = store.temporary();
  const answered = starting.then((thread) => {
    thread.postMessage({ ring, digests, temporary, known: store.known(digests) } satisfies StreamJob);
    return nextAnswer<StreamAnswer>(thread);
  });
  answered.then(
    (answer) => {
      if ('error' in answer) failed.abort();
    },
    () => {
      failed.abort();
    },
  );
  // The thread looks at it whenever it waits or has its turn, also after the last byte.
  const stop = () => {
    writer.abandon();
    void starting.then((thread) => {
      thread.postMessage('stop');
    });
  };
  signal?.addEventListener('abort', stop);
  try {
    await pumpAll(archive, writer, { failed: failed.signal, signal, answered, stop });
    const answer = await answered;
    if ('error' in answer) throw errorOf(answer);
    await keepAll(answer.layers, store, signal);
    return answer.found.map(asBuffer);
  } catch (error) {
    // A thread that has died cannot take away what it had begun.
    await store.discardBegun(temporary);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Until all bytes are in the ring. Throws what went wrong first: with the source, or in the thread. */
async function pumpAll(
  archive: PumpedArchive,
  writer: RingWriter,
  parts: {
    readonly failed: AbortSignal;
    readonly signal: AbortSignal | undefined;
    readonly answered: Promise<StreamAnswer>;
    readonly stop: () => void;
  },
): Promise<void> {
  const { failed, signal, answered, stop } = parts;
  try {
    const stopped = signal === undefined ? failed : AbortSignal.any([failed, signal]);
    await archive.pump(
      (piece) => writer.write(piece),
      stopped,
      () => writer.room(),
    );
    writer.end();
  } catch (error) {
    // What it says after it was stopped is not why.
    const byThread = failed.aborted;
    stop();
    const answer = await answered;
    if ('error' in answer && byThread) throw errorOf(answer);
    if ('layers' in answer) await discardAll(answer.layers);
    throw error;
  }
}

async function keepAll(
  layers: readonly KeptLayer[],
  store: LayerStore,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    for (const { file, counts, layer, blob } of layers) {
      signal?.throwIfAborted();
      await store.keep(new ClosedRecording(file, counts), layer, blob);
    }
  } catch (error) {
    await discardAll(layers);
    throw error;
  }
}

async function discardAll(layers: readonly KeptLayer[]): Promise<void> {
  for (const { file, counts } of layers) await new ClosedRecording(file, counts).discard();
}

/** A buffer arrives from another thread as plain bytes. */
function asBuffer({ name, found }: NamedFile): NamedFile {
  if (found.kind !== 'document') return { name, found };
  const { buffer, byteOffset, length } = found.content;
  return { name, found: { kind: 'document', content: Buffer.from(buffer, byteOffset, length) } };
}
