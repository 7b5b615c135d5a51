const collectEveryBytes = 8_000_000;
/** Less would cost more time than all the reading: a collection of everything takes 20 ms. */
const collectAllAboveBytes = 48_000_000;

/**
 * To be told of the bytes of each buffer that has passed. Buffers outside the heap pass by so fast that the collector of
 * garbage falls behind. Where it can be called (`--expose-gc`, as the npm scripts do), it is, every so many bytes; as a
 * whole if so many stay in spite of that.
 */
export function bufferCollector(): (bytes: number) => void {
  let left = collectEveryBytes;
  return (bytes) => {
    left -= bytes;
    if (left > 0 || globalThis.gc === undefined) return;
    left = collectEveryBytes;
    globalThis.gc({ type: 'minor' });
    if (process.memoryUsage().arrayBuffers > collectAllAboveBytes) globalThis.gc();
  };
}
