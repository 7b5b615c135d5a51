import { StagebenchError } from '../../src/domain/errors.ts';
import { writeWords } from './wrapped.ts';

/** Prints a known error as what happened, where, and what to do; an unknown one with its stack. Returns the exit code. */
export function printError(error: unknown, stderr: NodeJS.WritableStream, interrupted: boolean): number {
  if (error instanceof SuppressedError) {
    // What went wrong first is what counts; what went wrong while cleaning up after it comes second.
    const exitCode = printError(error.suppressed, stderr, interrupted);
    if (!interrupted || error.error instanceof StagebenchError) printError(error.error, stderr, interrupted);
    return exitCode;
  }
  if (error instanceof StagebenchError) {
    const where = error.where === undefined ? '' : `\n  where: ${error.where}`;
    writeWords(stderr, `error ${error.code}: ${error.message}${where}\n  what to do: ${error.fix}`);
    return error.exitCode;
  }
  if (interrupted)
    return printError(new StagebenchError('INTERRUPTED', 'It was interrupted.'), stderr, interrupted);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`An error that Stagebench does not know:\n${text}\n`);
  return 2;
}
