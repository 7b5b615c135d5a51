#!/usr/bin/env node
import { interruptible } from './interruptible.ts';
import { parseArguments } from './parse-arguments.ts';
import { printError } from './print-error.ts';
import { rootFolder, systemClock } from './context.ts';

const interrupt = interruptible(process);
try {
  const { stdout, stderr, env } = process;
  const command = await parseArguments(process.argv.slice(2), stdout.columns);
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
