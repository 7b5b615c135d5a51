import { createInterface } from 'node:readline';
import type { Ask } from '../../../src/project/init/language.ts';

/**
 * Asks the person at the terminal. Nothing typed means the guess, which stands in brackets; the end of input means no answer.
 * Rejects with the reason of the signal.
 */
export const askOnTerminal =
  (output: NodeJS.WritableStream, signal: AbortSignal, input: NodeJS.ReadableStream = process.stdin): Ask =>
  async ({ text, guess, choices }) => {
    signal.throwIfAborted();
    const among = choices === undefined ? '' : ` (${choices.join(', ')})`;
    output.write(`${text}${among} [${guess}] `);
    // Without an output it moves no cursor: the terminal itself lets a line be edited.
    using lines = createInterface({ input });
    const { promise: answer, resolve, reject } = Promise.withResolvers<string | undefined>();
    lines.once('line', resolve);
    lines.once('close', () => {
      resolve(undefined);
    });
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await answer;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
