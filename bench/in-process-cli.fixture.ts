import { Writable } from 'node:stream';
import { rootFolder, systemClock, type CommandContext } from './context.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { printError } from './terminal/print-error.ts';
import { printedStream } from './terminal/printed-stream.ts';

/** What main.ts does, in this process and with these variables: for commands that neither build nor hear signals. */
export async function stagebench(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => {
    const write = (chunk: Buffer, _: unknown, done: () => void): void => {
      written[name] += String(chunk);
      done();
    };
    return printedStream(new Writable({ write }) as unknown as NodeJS.WriteStream, environment);
  };
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
