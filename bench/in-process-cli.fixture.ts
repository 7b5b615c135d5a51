import { Writable } from 'node:stream';
import { rootFolder, systemClock, type CommandContext } from './context.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { printError } from './terminal/print-error.ts';

/** What main.ts does, in this process and with these variables: for commands that neither build nor hear signals. */
export async function stagebench(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const context: CommandContext = {
    ...{ root: rootFolder, clock: systemClock, environment },
    ...{ stdout: stream('stdout'), stderr: stream('stderr'), signal: new AbortController().signal },
  };
  let exitCode: number;
  try {
    exitCode = await (await parseArguments(words, 100))(context);
  } catch (error) {
    exitCode = printError(error, context.stderr, false);
  }
  return { exitCode, ...written };
}
