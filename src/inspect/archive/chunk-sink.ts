import { Writable, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PieceTaker, PumpedArchive } from '../../engine/engine.ts';
import { bufferCollector } from '../buffer-collector.ts';

/** What comes out of streams, piece by piece. */
export const pumpOf = (streams: readonly (Readable | Transform)[]): PumpedArchive => ({
  pump: (take, signal) => {
    const collect = bufferCollector();
    const takeAndCollect: PieceTaker = (chunk) => {
      const pressure = take(chunk);
      collect(chunk.length);
      return pressure;
    };
    return pipeline([...streams, sinkOf(takeAndCollect)], signal === undefined ? {} : { signal });
  },
});

/** Takes a stream's chunks, and waits where `take` says so. Not by iteration: its promises keep each chunk until all garbage is collected, which takes long. */
const sinkOf = (take: PieceTaker): Writable =>
  new Writable({
    write: (chunk: Buffer, _, done) => {
      let pressure: Promise<unknown> | undefined;
      try {
        pressure = take(chunk);
      } catch (error) {
        done(error as Error);
        return;
      }
      if (pressure === undefined) done();
      else
        pressure.then(() => {
          done();
        }, done);
    },
  });
