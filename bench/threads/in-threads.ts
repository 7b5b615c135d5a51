import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Does each share of a work in a thread, as many at once as the machine has cores. A thread answers each message with its result.
 * Resolves with the results in the order of the shares: however many threads there are, the same seeds give the same.
 */
export async function inThreads<Result>(
  thread: URL,
  shares: readonly unknown[],
  tell: (done: number) => void,
  workerData?: unknown,
): Promise<Result[]> {
  const results: Result[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    const worker = new Worker(thread, { workerData });
    for (let index = next++; index < shares.length; index = next++) {
      worker.postMessage(shares[index]);
      const [result] = (await once(worker, 'message')) as [Result];
      results[index] = result;
      tell((done += 1));
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
