import path from 'node:path';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { rootFolder } from '../context.ts';
import { printError } from '../terminal/print-error.ts';
import { printedStream } from '../terminal/printed-stream.ts';
import { publish, published } from './publish.ts';

/** Publishes a run of this repository, so that its pages are made of it. Resolves with the exit code. */
export async function publishing(
  run: string | undefined,
  check: boolean,
  definitions: Definitions,
): Promise<number> {
  try {
    if (run === undefined) throw new StagebenchError('USAGE', '--run needs the folder of a run.');
    if (check)
      throw new StagebenchError('USAGE', '--check changes nothing, and --run publishes: give one of them.');
    await publish(path.resolve(run), path.join(rootFolder, published), definitions);
    return 0;
  } catch (error) {
    return printError(error, printedStream(process.stderr, process.env), false);
  }
}
