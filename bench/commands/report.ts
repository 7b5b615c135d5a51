import path from 'node:path';
import { readRun } from '../../src/record/read/read-run.ts';
import type { CommandContext } from '../context.ts';
import { findRun } from '../../src/record/find/find-run.ts';
import type { Values } from '../options.ts';
import { printResult } from '../terminal/print-result.ts';

/** Derives the tables of a recorded run again from its raw rows. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function report(
  values: Values<'results' | 'run' | 'baseline' | 'json'>,
  context: CommandContext,
): Promise<number> {
  const folder = await findRun(values.run, path.resolve(values.results));
  const { manifest, builds, images } = await readRun(folder, (text) =>
    context.stderr.write(`note: ${text}\n`),
  );
  const { baseline, json } = values;
  const isComplete = await printResult({
    ...{ folder: { path: folder, builds, images }, manifest },
    ...{ baseline, json, context },
  });
  return isComplete ? 0 : 1;
}
