import type { SystemFiles } from './system-files.ts';

/** The parent of all threads of the kernel: kthreadd. In a container another process has its number. */
const parent = '/proc/2';
/** How often all threads are looked at; ms. */
const lookEveryMs = 1000;
/** A thread that did less between two looks, and in all looks of so long a time, is not asked in between; ms. */
const leastMs = 1;
const forgetAfterMs = 60_000;
/** So long a thread is asked of which nothing is known yet: two looks; ms. */
const newForMs = 2 * lookEveryMs;

interface Seen {
  readonly ms: number;
  /** When it was last seen to have worked. */
  readonly workedAtMs: number;
}

/**
 * Processor time of the threads of the kernel, by their numbers. There are some sixty or some hundred, of which a few work: all are
 * looked at once a second, and only those that have worked lately for each reading. What the others do is missing, which is little
 * and makes others seem to use more, not less.
 */
export class KernelThreads {
  readonly #files: SystemFiles;
  readonly #nowMs: () => number;
  #seen: ReadonlyMap<string, Seen> = new Map();
  #lookedAtMs = -Infinity;

  constructor(files: SystemFiles, nowMs: () => number) {
    this.#files = files;
    this.#nowMs = nowMs;
  }

  /** What each of those that work has used so far; ms. None where they cannot be seen. */
  times(): ReadonlyMap<string, number> {
    if (this.#nowMs() - this.#lookedAtMs >= lookEveryMs) this.#look();
    const forgotten = this.#lookedAtMs - forgetAfterMs;
    const working = [...this.#seen].filter(([, { workedAtMs }]) => workedAtMs >= forgotten);
    return this.#read(working.map(([thread]) => thread));
  }

  /** What the same threads have used since; ms. A number that another thread has by now is left out. */
  usedSince(before: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [thread, ms] of this.#read([...before.keys()]))
      sum += Math.max(0, ms - (before.get(thread) ?? Infinity));
    return sum;
  }

  #look(): void {
    const now = this.#nowMs();
    this.#lookedAtMs = now;
    const isKthreadd = this.#files.read(`${parent}/comm`)?.trim() === 'kthreadd';
    const threads = isKthreadd ? (this.#files.read(`${parent}/task/2/children`) ?? '').split(' ') : [];
    this.#seen = new Map(
      [...this.#read(threads)].map(([thread, ms]) => {
        const before = this.#seen.get(thread);
        if (before === undefined) return [thread, { ms, workedAtMs: now - forgetAfterMs + newForMs }];
        return [thread, { ms, workedAtMs: Math.abs(ms - before.ms) >= leastMs ? now : before.workedAtMs }];
      }),
    );
  }

  /** The first number there is the time on a processor in ns: https://docs.kernel.org/scheduler/sched-stats.html */
  #read(threads: readonly string[]): Map<string, number> {
    const times = new Map<string, number>();
    for (const thread of threads) {
      const text = thread === '' ? undefined : this.#files.read(`/proc/${thread}/schedstat`);
      const ns = text === undefined ? NaN : Number.parseInt(text, 10);
      if (!Number.isNaN(ns)) times.set(thread, ns / 1e6);
    }
    return times;
  }
}
