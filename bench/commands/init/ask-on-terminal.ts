import { createInterface } from 'node:readline/promises';
import type { Ask } from '../../../src/project/init/language.ts';

/** Asks the person at the terminal. Nothing typed means the guess, which stands in brackets; the end of input means no answer. */
export const askOnTerminal =
  (output: NodeJS.WritableStream, input: NodeJS.ReadableStream = process.stdin): Ask =>
  async ({ text, guess, choices }) => {
    using lines = createInterface({ input, output });
    const among = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    lines.once('close', () => end(undefined));
    return await Promise.race([lines.question(`${text}${among} [${guess}] `), ended]);
  };
