#!/usr/bin/env -S node --expose-gc --max-semi-space-size=1
// A small young generation: chunks of image layers are garbage at once, and must not pile up to 100 MB before they go.
import { interruptible } from './terminal/interruptible.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { printError } from './terminal/print-error.ts';
import { rootFolder, systemClock } from './context.ts';
import { checkSwallowedByNpm } from './arguments/swallowed-by-npm.ts';

const interrupt = interruptible(process);
// A terminal that was closed, or a reader that has gone (`| head`), must not end a run before its rows are saved.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
try {
  const { stdout, stderr, env } = process;
  const words = process.argv.slice(2);
  checkSwallowedByNpm(env, words);
  const command = await parseArguments(words, stdout.columns);
  process.exitCode = await command({
    root: rootFolder,
    clock: systemClock,
    environment: env,
    stdout,
    stderr,
    signal: interrupt.signal,
  });
} catch (error) {
  process.exitCode = printError(error, process.stderr, interrupt.signal.aborted);
} finally {
  interrupt.dispose();
}
