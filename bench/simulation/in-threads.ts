import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Share } from './count.worker.ts';

/**
 * Counts each share in a thread, as many at once as the machine has cores. Resolves with what was counted, in the order of the
 * shares: however many threads there are, the same seeds give the same sums.
 */
export async function inThreads(
  shares: readonly Share[],
  measured: readonly number[],
  tell: (done: number) => void,
): Promise<number[][]> {
  const results: number[][] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('count.worker.ts', import.meta.url), { workerData: measured });
    for (let index = next++; index < shares.length; index = next++) {
      worker.postMessage(shares[index]);
      const [sums] = (await once(worker, 'message')) as [number[]];
      results[index] = sums;
      tell((done += 1));
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
