import { Writable } from 'node:stream';
import { fakeWorldOf, rootFolder, systemClock, type CommandContext } from './context.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { printError } from './terminal/print-error.ts';
import { printedStream } from './terminal/printed-stream.ts';
import { definitions } from './registry.ts';

/**
 * Does what main.ts does, in this process and with these variables. What the fake engine is told to interrupt is
 * interrupted. What it is told to kill does nothing more, as after SIGKILL; but nobody gives back its locks.
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
  const { promise: death, resolve: kill } = Promise.withResolvers<undefined>();
  const context: CommandContext = {
    ...{ root: rootFolder, definitions, clock: systemClock, environment },
    ...{ stdout: stream('stdout'), stderr: stream('stderr'), signal: controller.signal },
    fakeWorld: fakeWorldOf(definitions, {
      interrupt: () => {
        controller.abort();
      },
      kill: () => {
        kill(undefined);
      },
    }),
  };
  async function exitCodeOf(): Promise<number> {
    try {
      return await (
        await parseArguments(words, 100, definitions)
      )(context);
    } catch (error) {
      return printError(error, context.stderr, controller.signal.aborted);
    }
  }
  const exitCode = await Promise.race([exitCodeOf(), death]);
  return { exitCode, signal: exitCode === undefined ? ('SIGKILL' as const) : undefined, ...written };
}
