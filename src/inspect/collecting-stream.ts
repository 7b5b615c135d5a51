import { pipeline, Transform, type Readable } from 'node:stream';
import { bufferCollector } from './buffer-collector.ts';

/**
 * The same bytes: what has passed does not pile up in memory until the collector of garbage comes to it. An error of the source is one of
 * the result.
 */
export function collecting(source: Readable): Readable {
  const collect = bufferCollector();
  const through = new Transform({
    transform: (chunk: Buffer, _, done) => {
      collect(chunk.length);
      done(null, chunk);
    },
  });
  // Who reads the result is told of a failure.
  return pipeline(source, through, () => undefined);
}
