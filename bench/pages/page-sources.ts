import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { setImmediate } from 'node:timers/promises';
import { variantId } from '../../src/domain/run/plan.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { findRun, isThere, itself } from '../../src/record/find/find-run.ts';
import { select } from '../../src/plan/select.ts';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { readHistory } from '../../src/record/history/read-history.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { columnsAfter, layerRowSchema, stepRowSchema } from '../../src/record/rows.ts';
import type { ChartSource } from '../../src/report/charts/chart.ts';
import type { ChartSources } from '../../src/report/page/marked-chart.ts';
import type { PageSources } from '../../src/report/page/render-marker.ts';
import type { SelfFigures, SimulationFigures, Sources } from '../../src/report/table.ts';
import { readClaimRows } from '../../src/record/read/read-claim-rows.ts';
import { advise } from '../../src/stats/advice/advise.ts';
import { judgeClaim } from '../../src/stats/claims/judge-claim.ts';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import type { CommandSpec } from '../command-spec.ts';
import { trendOf } from '../nights/trend-of.ts';
import { ownSources } from './own-sources.ts';

/** What the markers of a page are made of. */
export interface Page {
  readonly tables: PageSources;
  readonly charts: ChartSources;
}

/** Where runs are found that no marker names. */
interface Usual {
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly run: string | undefined;
}

/**
 * What the tables of pages are made of: runs, each read once, and what the program knows of itself. Names of runs and files are
 * relative to the folder of a page.
 */
export function pageSources(
  { results, run: usual }: Usual,
  parts: { readonly commands: readonly CommandSpec[]; readonly definitions: Definitions },
): (folder: string) => Page {
  const { definitions } = parts;
  const runs = new Map<string, Promise<Sources['run']>>();
  const once = (folder: string, baseline: string | undefined): Promise<Sources['run']> => {
    const key = `${folder}\n${baseline ?? ''}`;
    const run = runs.get(key) ?? analysed(folder, baseline);
    runs.set(key, run);
    return run;
  };
  return (folder) => {
    const folderOf = async (from: string | undefined): Promise<string> =>
      from === undefined ? usualRun(usual, results) : itself(await runBeside(from, folder));
    const json = async <T>(from: string | undefined): Promise<T> => {
      if (from === undefined)
        throw new StagebenchError('MARKER_UNREADABLE', 'The key from= is missing: a file.');
      return JSON.parse(await textOf(path.resolve(folder, from))) as T;
    };
    const tables: PageSources = {
      run: async ({ from, baseline }) => once(await folderOf(from), baseline),
      steps: async ({ from }) => {
        const run = await readRun(await folderOf(from));
        const text = await textOf(path.join(run.folder, 'steps.csv'));
        const mayLack = columnsAfter(run.manifest.schema, 'steps');
        return { ...run, steps: readCsv('steps.csv', text, stepRowSchema, [], mayLack) };
      },
      advice: async ({ from, baseline }) => {
        const run = await folderOf(from);
        const { comparisons } = (await once(run, baseline)).analysis;
        const rows = await readClaimRows(run);
        return { manifest: rows.manifest, advice: advise({ ...rows, comparisons }) };
      },
      ...ownSources(parts),
      self: ({ from }) => json<SelfFigures>(from),
      history: async ({ from }) => {
        const place = from === undefined ? path.join(results, 'history') : path.resolve(folder, from);
        return trendOf(place, await readHistory(place), { environment: process.env, definitions });
      },
      claims: async ({ from, of }) => {
        const named = from === undefined ? [undefined] : from.split(',');
        const runs = await Promise.all(named.map(async (one) => readClaimRows(await folderOf(one))));
        const wanted = select('claim', definitions.claims, of?.split(','));
        return wanted.map((claim) => judgeClaim(claim, runs));
      },
      simulation: async ({ from, of = '' }) => ({ figures: await json<SimulationFigures>(from), name: of }),
    };
    const charts: ChartSources = async ({ from, baseline }) => {
      const run = await folderOf(from);
      return chartSource(run, await once(run, baseline));
    };
    return { tables, charts };
  };
}

/** A run with what only charts need of it; a file that a version of before did not write is empty. */
export async function chartSource(folder: string, run: Sources['run']): Promise<ChartSource> {
  const { schema } = run.rows.manifest;
  const rows = async <Schema extends z.ZodObject>(name: 'layers' | 'steps', row: Schema) => {
    const file = path.join(folder, `${name}.csv`);
    if (!(await isThere(file))) return [];
    return readCsv(`${name}.csv`, await readFile(file, 'utf8'), row, [], columnsAfter(schema, name));
  };
  const { builds } = await readRun(folder);
  const places = run.rows.manifest.plan.variants.map(variantId);
  const images = run.rows.images.toSorted(
    (a, b) => places.indexOf(variantId(a)) - places.indexOf(variantId(b)),
  );
  return {
    ...run,
    rows: { ...run.rows, images },
    ...{
      buildRows: builds,
      layers: await rows('layers', layerRowSchema),
      steps: await rows('steps', stepRowSchema),
    },
  };
}

/** The folder of a run that no marker names. Throws NO_RUN if none has finished yet, and what `findRun` throws. */
export async function usualRun(name: string | undefined, results: string): Promise<string> {
  const found = await findRun(name, results);
  if (name === undefined && !(await isThere(found)))
    throw new StagebenchError('NO_RUN', `There is no finished run in ${results} yet.`);
  return itself(found);
}

/** A run beside the page. Throws NO_RUN with the name as it stands there. */
async function runBeside(name: string, folder: string): Promise<string> {
  const beside = path.resolve(folder, name);
  if (await isThere(path.join(beside, 'run.json'))) return beside;
  throw new StagebenchError('NO_RUN', `run=${name}: there is no run in ${beside}.`);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new StagebenchError('NO_RUN', `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      cause: error,
    });
  });
}

async function analysed(folder: string, baseline: string | undefined): Promise<Sources['run']> {
  const rows = await readRun(folder);
  return { rows, analysis: await analyseRun(rows, baseline, () => setImmediate()) };
}
