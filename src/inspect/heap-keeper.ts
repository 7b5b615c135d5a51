import { getHeapStatistics } from 'node:v8';

/** So much garbage may pile up in a run, bytes: what some 1000 visits leave. To collect it takes 50 ms. */
const mostGrowth = 16e6;
/** What is held while next to nothing is read: by the program and its libraries. */
const nearlyNothing = 30e6;

/**
 * Keeps the heap of long work small. By itself V8 lets it grow to three times what is alive before it collects all of it, which may
 * then fall into a timed build. Where it can be called (`--expose-gc`, as the npm scripts do), it is called between two
 * steps of the work: visits, comparisons; without it memory is only larger.
 */
export class HeapKeeper {
  #aliveBytes = usedBytes();

  betweenSteps(): void {
    if (globalThis.gc === undefined || usedBytes() - this.#aliveBytes < mostGrowth) return;
    globalThis.gc();
    this.#aliveBytes = usedBytes();
  }
}

/** Before something large is read: takes away what the last one has left, if that can be much: if more is held than `heldBytes`. */
export function makeRoom(heldBytes = nearlyNothing): void {
  if (globalThis.gc !== undefined && usedBytes() > heldBytes) globalThis.gc();
}

/** With what lies outside the heap and belongs to objects on it: buffers. */
function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
