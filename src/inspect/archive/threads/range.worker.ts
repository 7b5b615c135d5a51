import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { LayerRecorder } from '../../layers/layer-recorder.ts';
import { ArchiveFile, type LayerSize } from '../archive-file.ts';
import type { LayerKeeper } from '../found.ts';
import type { RangeAnswer, RangeJob } from './read-ranges.ts';
import { failureOf } from './reading-thread.ts';

/*
 * A thread that reads one file of an archive after the other, as it is told: it reads, hashes, inflates and parses by
 * itself, so that several layers take several cores.
 */

/** Larger ones are not faster, and of gzip a thousand times as much may come before anything is waited for. Bytes. */
const pieceBytes = 1 << 16;
const piece = Buffer.allocUnsafeSlow(pieceBytes);

parentPort?.on('message', (job: RangeJob) => {
  void read(job).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => parentPort?.postMessage(failureOf(error) satisfies RangeAnswer),
  );
});

async function read(job: RangeJob): Promise<RangeAnswer> {
  const answer = await readOnce(job, job.expected);
  return 'found' in answer && answer.found.kind === 'other' && answer.found.mistaken === true
    ? readOnce(job)
    : answer;
}

async function readOnce(
  { fd, name, offset, size, temporary, digests, remembered }: RangeJob,
  expected?: LayerSize,
): Promise<RangeAnswer> {
  let kept: Omit<Extract<RangeAnswer, { found: unknown }>, 'found'> = {};
  const store: LayerKeeper = {
    summary: () => remembered,
    diffIdOfBlob: () => remembered?.diffId,
    record: () => new LayerRecorder(temporary),
    keep: async (recorder, layer, blob) => {
      const { counts } = await recorder.close();
      kept = { layer, counts, ...(blob === undefined ? {} : { blob }) };
    },
  };
  const waits: Promise<unknown>[] = [];
  const wait = (pressure: Promise<unknown>) => {
    pressure.catch(() => undefined);
    waits.push(pressure);
  };
  const work = { store, digests, wait, claim: () => undefined, alone: true };
  const file = new ArchiveFile(name, size, work, expected);
  try {
    for (let at = 0; at < size;) {
      const bytes = readSync(fd, piece, 0, Math.min(pieceBytes, size - at), offset + at);
      if (bytes === 0) throw new Error('it has become shorter while it was read');
      at += bytes;
      file.write(piece.subarray(0, bytes));
      if (waits.length > 0) await Promise.all(waits.splice(0));
    }
    file.end();
    return { found: await file.done, ...kept };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}
