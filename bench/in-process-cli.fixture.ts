import { Writable } from 'node:stream';
import { fakeWorldOf, rootFolder, systemClock, type CommandContext } from './context.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { printError } from './terminal/print-error.ts';
import { printedStream } from './terminal/printed-stream.ts';
import { definitions } from './registry.ts';

/**
 * What main.ts does, in this process and with these variables: for commands that hear no signals. What the fake engine is
 * told to interrupt is interrupted; a test of a process that is killed needs one of its own.
 */
export async function stagebench(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => {
    const write = (chunk: Buffer, _: unknown, done: () => void): void => {
      written[name] += String(chunk);
      done();
    };
    return printedStream(new Writable({ write }) as unknown as NodeJS.WriteStream, environment);
  };
  const controller = new AbortController();
  const context: CommandContext = {
    ...{ root: rootFolder, definitions, clock: systemClock, environment },
    ...{ stdout: stream('stdout'), stderr: stream('stderr'), signal: controller.signal },
    fakeWorld: fakeWorldOf(definitions, () => {
      controller.abort();
    }),
  };
  let exitCode: number;
  try {
    exitCode = await (await parseArguments(words, 100, definitions))(context);
  } catch (error) {
    exitCode = printError(error, context.stderr, controller.signal.aborted);
  }
  return { exitCode, ...written };
}
