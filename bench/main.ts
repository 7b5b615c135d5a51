import type { Definitions } from '../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../src/domain/errors.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { checkSwallowedByNpm } from './arguments/swallowed-by-npm.ts';
import { fakeWorldOf, rootFolder, systemClock } from './context.ts';
import { definitions as samples } from './registry.ts';
import { interruptible } from './terminal/interruptible.ts';
import { printError } from './terminal/print-error.ts';
import { printedStream } from './terminal/printed-stream.ts';

/** The reader does not want more, or there is none any more. */
const gone = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/**
 * Does what the words of the command line say, and tells the exit code of the process. `define` may add to the samples of
 * this checkout.
 */
export async function main(
  define: (samples: Definitions) => Definitions = (found) => found,
): Promise<number> {
  const definitions = define(samples);
  const interrupt = interruptible(process);
  // A terminal that was closed, or a reader that has gone (`| head`), must not end a run before its rows are saved.
  process.stderr.on('error', () => {});
  let unwritten: NodeJS.ErrnoException | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!gone.includes(error.code ?? '')) unwritten ??= error;
  });
  const { env } = process;
  const stdout = printedStream(process.stdout, env);
  const stderr = printedStream(process.stderr, env);
  try {
    const words = process.argv.slice(2);
    checkSwallowedByNpm(env, words);
    const command = await parseArguments(words, stdout.columns, definitions);
    const exitCode = await command({
      root: rootFolder,
      definitions,
      fakeWorld: fakeWorldOf(definitions),
      clock: systemClock,
      environment: env,
      stdout,
      stderr,
      signal: interrupt.signal,
    });
    interrupt.dispose();
    // Writing to a pipe or a full disk fails a moment later.
    await new Promise((resolve) => stdout.write('', resolve));
    if (unwritten !== undefined)
      throw new StagebenchError('OUTPUT_UNWRITTEN', `The output could not be written: ${unwritten.message}.`);
    return exitCode;
  } catch (error) {
    return printError(error, stderr, interrupt.signal.aborted);
  } finally {
    interrupt.dispose();
  }
}
