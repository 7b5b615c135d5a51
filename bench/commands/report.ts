import path from 'node:path';
import { readRun } from '../../src/record/read-run.ts';
import { summarise } from '../../src/stats/summarise.ts';
import type { CommandContext } from '../context.ts';
import type { Values } from '../options.ts';
import { printResult } from '../print-result.ts';

/** Derives the table of a recorded run again from its raw rows. Exit code 1 if a cell failed or is missing, as of `run`. */
export async function report(
  values: Values<'results' | 'run' | 'json'>,
  context: CommandContext,
): Promise<number> {
  const folder = path.resolve(values.run ?? path.join(values.results, 'latest'));
  const { manifest, builds, images } = await readRun(folder);
  const summary = summarise(manifest.runId, manifest.plan.cells, builds, images);
  printResult({ summary, folder: { path: folder, builds, images }, manifest, json: values.json, context });
  return summary.every((row) => row.state === 'built') ? 0 : 1;
}
