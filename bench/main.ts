import { parseArguments } from './arguments/parse-arguments.ts';
import { checkSwallowedByNpm } from './arguments/swallowed-by-npm.ts';
import { rootFolder, systemClock } from './context.ts';
import { interruptible } from './terminal/interruptible.ts';
import { printError } from './terminal/print-error.ts';

/** Does what the words of the command line say, and tells the exit code of the process. */
export async function main(): Promise<number> {
  const interrupt = interruptible(process);
  // A terminal that was closed, or a reader that has gone (`| head`), must not end a run before its rows are saved.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const { stdout, stderr, env } = process;
    const words = process.argv.slice(2);
    checkSwallowedByNpm(env, words);
    const command = await parseArguments(words, stdout.columns);
    return await command({
      root: rootFolder,
      clock: systemClock,
      environment: env,
      stdout,
      stderr,
      signal: interrupt.signal,
    });
  } catch (error) {
    return printError(error, process.stderr, interrupt.signal.aborted);
  } finally {
    interrupt.dispose();
  }
}
