import { getCompileCacheDir } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { BeyondBound } from '../../beyond-bound.ts';
import { NotKept } from '../../layers/not-kept.ts';

/** A thread makes little that lasts: with a small young generation it holds little. MB. */
const resourceLimits = { maxYoungGenerationSizeMb: 3 };

/** What a thread says when it cannot go on. `notKept`: nothing is wrong with what is read; `bound`: it is too much. */
export interface ThreadFailure {
  readonly error: string;
  readonly notKept: boolean;
  readonly bound: boolean;
}

export const failureOf = (error: unknown): ThreadFailure => ({
  error: (error as Error).message,
  notKept: error instanceof NotKept,
  bound: error instanceof BeyondBound,
});

export function errorOf({ error, notKept, bound }: ThreadFailure): Error {
  if (notKept) return new NotKept(error);
  return bound ? new BeyondBound(error) : new Error(error);
}

/** `program`: a file of this folder. */
export function startThread(program: string): Worker {
  // Without it each thread would load what strips types: 30 MB.
  const compiled = getCompileCacheDir();
  const env = compiled === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(compiled) };
  return new Worker(new URL(program, import.meta.url), { resourceLimits, env });
}

/** The next thing that a thread says. Rejects if it ends before. */
export function nextAnswer<Answer>(thread: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    const onMessage = (answer: Answer) => {
      settle(() => {
        resolve(answer);
      });
    };
    const onError = (error: Error) => {
      settle(() => {
        reject(error);
      });
    };
    const onExit = () => {
      settle(() => {
        reject(new Error('a thread that read it has ended'));
      });
    };
    // It has ended while nobody listened.
    if (thread.threadId === -1) onExit();
    else thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

/** A process that may open few files has no threads. */
export const hasNoThreads = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_WORKER_INIT_FAILED';
