import { setImmediate } from 'node:timers/promises';
import { jsonText } from '../../src/domain/visible.ts';
import { isComplete } from '../../src/report/short-cells.ts';
import { terminalResults } from '../../src/report/terminal-results.ts';
import { analyseRun, type Rows } from '../../src/stats/analyse-run.ts';
import type { CommandContext } from '../context.ts';

/**
 * Prints what a run found: the tables, their footnotes and where the rows lie; or all of it as JSON. Resolves with true if
 * every cell has all the samples that were planned. Throws UNKNOWN_NAME if the baseline is not in the run.
 */
export async function printResult(parts: {
  readonly folder: Pick<Rows, 'builds' | 'images'> & { readonly path: string };
  readonly manifest: Rows['manifest'];
  readonly baseline?: string | undefined;
  readonly json: boolean;
  readonly context: Pick<CommandContext, 'stdout'>;
}): Promise<boolean> {
  const { folder, manifest, baseline, json, context } = parts;
  const rows = { manifest, builds: folder.builds, images: folder.images };
  const analysis = await analyseRun(rows, baseline, () => setImmediate());
  const { summary, comparisons, findings } = analysis;
  if (json) {
    const { runId, engine, bases } = manifest;
    const found = { runId, folder: folder.path, engine, bases, summary, comparisons, findings };
    context.stdout.write(`${jsonText({ ...found, images: folder.images })}\n`);
  } else {
    context.stdout.write(terminalResults(rows, analysis, folder.path, context.stdout.columns || undefined));
  }
  return isComplete(manifest.plan, summary, folder.images);
}
