import { Writable } from 'node:stream';

/** Takes a stream's chunks, and waits where `take` says so. Not by iteration: its promises keep each chunk until all garbage is collected, which takes long. */
export const sinkOf = (take: (chunk: Buffer) => Promise<unknown> | undefined): Writable =>
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
