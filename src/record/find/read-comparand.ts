import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { Cell } from '../../domain/run/plan.ts';
import { unknownName } from '../../plan/select.ts';
import type { OnRepeated } from '../csv/read-csv.ts';
import { readRun, type RecordedRun } from '../read/read-run.ts';
import { findRun, isThere } from './find-run.ts';

/** One side of `compare`: a whole run, a variant of it with all its scenarios, or one cell. */
export interface Comparand {
  readonly run: RecordedRun;
  readonly kind: 'run' | 'variant' | 'cell';
  readonly cells: readonly Cell[];
}

/**
 * Reads `RUN`, `RUN:app/strategy/scenario`, `RUN:app/strategy`, or either of the last two without RUN, which is the newest
 * finished run then. Throws UNKNOWN_NAME (with the nearest name), USAGE for what cannot be a cell, and what readRun throws.
 */
export async function readComparand(text: string, results: string, note?: OnRepeated): Promise<Comparand> {
  const { run: runName, cell } = await splitName(text, results);
  const run = await readRun(await findRun(runName, results), note);
  if (cell === undefined) return { run, kind: 'run', cells: run.manifest.plan.cells };
  const [app = '', strategy = '', scenario, ...rest] = cell.split('/');
  if (app === '' || strategy === '' || scenario === '' || rest.length > 0) {
    throw new StagebenchError(
      'USAGE',
      `"${cell}" is no cell: write app/strategy/scenario, or app/strategy for all its scenarios.`,
    );
  }
  const cells = pickCells(run, { app, strategy, ...(scenario === undefined ? {} : { scenario }) });
  return { run, kind: scenario === undefined ? 'variant' : 'cell', cells };
}

/** A folder that is there is a run, whatever else its name could mean. */
async function splitName(
  text: string,
  results: string,
): Promise<{ run: string | undefined; cell: string | undefined }> {
  const places = [path.resolve(text), path.resolve(results, text)];
  for (const place of places) {
    if (text !== '' && (await isThere(path.join(place, 'run.json')))) return { run: place, cell: undefined };
  }
  const colon = text.lastIndexOf(':');
  if (colon >= 0) return { run: text.slice(0, colon) || undefined, cell: text.slice(colon + 1) };
  const looksLikeCell = text.includes('/') && !(await isThere(path.resolve(path.dirname(text))));
  return looksLikeCell ? { run: undefined, cell: text } : { run: text, cell: undefined };
}

/** Of the planned cells those that are named. Looks at app, strategy and scenario one after the other, to name the nearest. */
function pickCells({ manifest, folder }: RecordedRun, named: Partial<Cell>): Cell[] {
  let cells: readonly Cell[] = manifest.plan.cells;
  for (const part of ['app', 'strategy', 'scenario'] as const) {
    const wanted = named[part];
    if (wanted === undefined) continue;
    const known = [...new Set(cells.map((cell) => cell[part]))];
    if (!known.includes(wanted))
      throw new StagebenchError('UNKNOWN_NAME', unknownName(part, wanted, known), { where: folder });
    cells = cells.filter((cell) => cell[part] === wanted);
  }
  return [...cells];
}
