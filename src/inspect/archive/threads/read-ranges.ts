import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { ClosedRecording, type LayerCounts, type LayerHead } from '../../layers/layer-recorder.ts';
import type { LayerStore } from '../../layers/layer-store.ts';
import { rememberedBlob, type LayerSize } from '../archive-file.ts';
import type { Found, NamedFile } from '../found.ts';
import { errorOf, nextAnswer, startThread, type ThreadFailure } from './reading-thread.ts';

/** A file of an archive that can be sought, by where it lies. Bytes. */
export interface FileRange {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** What a thread is told to read. */
export interface RangeJob extends FileRange {
  /** Of the archive; it belongs to all threads of the process. */
  readonly fd: number;
  /** Where the entries of a layer are recorded. */
  readonly temporary: string;
  readonly digests: boolean;
  /** What is known of it already, so that it is only hashed. */
  readonly remembered: LayerSize | undefined;
  /** A layer that is known and that it should be, whatever its name. */
  readonly expected: LayerSize | undefined;
}

/** What it found, and what the recording holds if there is one. */
export type RangeAnswer =
  | {
      readonly found: Found;
      readonly layer?: LayerHead;
      readonly counts?: LayerCounts;
      readonly blob?: string;
    }
  | ThreadFailure;

interface Reading {
  readonly store: LayerStore;
  readonly digests: boolean;
  readonly signal: AbortSignal | undefined;
  /** The diffIDs of layers, by the names that the archive's documents say they have. */
  readonly diffIds: ReadonlyMap<string, string>;
}

/** Reads files of an archive, each by a thread, as many at a time as there are cores; the largest first. */
export async function readRanges(
  fd: number,
  ranges: readonly FileRange[],
  reading: Reading,
): Promise<NamedFile[]> {
  const queue = ranges.toSorted((a, b) => b.size - a.size);
  const found: NamedFile[] = [];
  const threads = Array.from({ length: Math.min(availableParallelism(), queue.length) }, () =>
    startThread('range.worker.ts'),
  );
  const stop = () => {
    for (const thread of threads) void thread.terminate();
  };
  reading.signal?.addEventListener('abort', stop);
  const reads = threads.map(async (thread) => {
    for (let range = queue.shift(); range !== undefined; range = queue.shift())
      found.push({ name: range.name, found: await readRange(fd, range, thread, reading) });
  });
  try {
    await Promise.all(reads);
    return found;
  } finally {
    reading.signal?.removeEventListener('abort', stop);
    queue.length = 0;
    await Promise.all(threads.map((thread) => thread.terminate()));
    // Each takes away what it has begun.
    await Promise.allSettled(reads);
  }
}

async function readRange(
  fd: number,
  range: FileRange,
  thread: Worker,
  { store, digests, diffIds }: Reading,
): Promise<Found> {
  const temporary = store.temporary();
  const remembered = rememberedBlob(store, range.name, digests);
  const diffId = diffIds.get(range.name);
  const expected = diffId === undefined ? undefined : store.summary(diffId, digests);
  try {
    const answer = await ask(thread, { ...range, fd, temporary, digests, remembered, expected });
    if ('error' in answer) throw errorOf(answer);
    const { found, layer, counts, blob } = answer;
    if (layer !== undefined && counts !== undefined)
      await store.keep(new ClosedRecording(temporary, counts), layer, blob);
    return found;
  } catch (error) {
    await thread.terminate();
    await rm(temporary, { force: true });
    throw error;
  }
}

function ask(thread: Worker, job: RangeJob): Promise<RangeAnswer> {
  const answer = nextAnswer<RangeAnswer>(thread);
  thread.postMessage(job);
  return answer;
}
