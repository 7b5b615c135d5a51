import { randomUUID } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { ClosedRecording, LayerRecorder } from '../../layers/layer-recorder.ts';
import { ArchiveFiles } from '../archive-files.ts';
import { RingReader } from './byte-ring.ts';
import type { LayerKeeper } from '../found.ts';
import type { KeptLayer, StreamAnswer, StreamJob } from './read-in-thread.ts';
import { failureOf } from './reading-thread.ts';

/*
 * A thread that reads one archive whose bytes come through a ring: it hashes, inflates and parses while the thread that
 * started it waits for the next bytes.
 */

const stopped = new AbortController();

parentPort?.on('message', (job: StreamJob | 'stop') => {
  if (job === 'stop') {
    stopped.abort(new Error('reading has stopped'));
    return;
  }
  void read(job).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => parentPort?.postMessage(failureOf(error) satisfies StreamAnswer),
  );
});
parentPort?.postMessage('ready');

async function read({ ring, digests, temporary, known }: StreamJob): Promise<StreamAnswer> {
  const layers: KeptLayer[] = [];
  const sizes = new Map(known.sizes);
  const blobs = new Map(known.blobs);
  const files = new Map<LayerRecorder, string>();
  const store: LayerKeeper = {
    summary: (diffId) => {
      const sizeBytes = sizes.get(diffId);
      return sizeBytes === undefined ? undefined : { sizeBytes };
    },
    diffIdOfBlob: (digest) => (sizes.has(digest) ? digest : blobs.get(digest)),
    record: () => {
      const file = `${temporary}.${randomUUID()}.tmp`;
      const recorder = new LayerRecorder(file);
      files.set(recorder, file);
      return recorder;
    },
    keep: async (recorder, layer, blob) => {
      const { counts } = await recorder.close();
      const file = files.get(recorder) ?? '';
      files.delete(recorder);
      layers.push({ file, counts, layer, ...(blob === undefined ? {} : { blob }) });
    },
  };
  const archive = new ArchiveFiles(store, { digests, alone: true, signal: stopped.signal });
  const source = new RingReader(ring);
  try {
    const found = await archive.all(async () => {
      for (let piece = await source.next(); piece !== undefined; piece = await source.next()) {
        archive.reader.write(piece);
        source.release();
        await archive.pressure();
      }
    });
    return { found, layers };
  } catch (error) {
    for (const { file, counts } of layers) await new ClosedRecording(file, counts).discard();
    throw error;
  }
}
