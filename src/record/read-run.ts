import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StagebenchError } from '../domain/errors.ts';
import { variantId, type Variant } from '../domain/plan.ts';
import type { RunManifest } from '../domain/run.ts';
import { manifestSchema } from './manifest.ts';
import { readCsv, type RowCheck } from './read-csv.ts';
import { buildRowSchema, imageRowSchema, type BuildRow, type ImageRow } from './rows.ts';

export interface RecordedRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
}

/** Reads what was measured; the summary is not read but derived again. Throws NO_RUN, RESULTS_UNREADABLE. */
export async function readRun(folder: string): Promise<RecordedRun> {
  const manifest = await readManifest(folder);
  const { variants, cells } = manifest.plan;
  const rows = async <Schema extends z.ZodObject>(
    name: string,
    schema: Schema,
    checks: readonly RowCheck<z.output<Schema>>[],
  ) => {
    const file = path.join(folder, name);
    return readCsv(file, await readText(file), schema, checks);
  };
  return {
    folder,
    manifest,
    // A prime fills the cache for the cells that are measured, in a scenario of the plan.
    builds: await rows('builds.csv', buildRowSchema, [planned(cells, ['app', 'strategy', 'scenario'])]),
    images: await rows('images.csv', imageRowSchema, [planned(variants, ['app', 'strategy']), onceEach()]),
  };
}

async function readManifest(folder: string): Promise<RunManifest> {
  const file = path.join(folder, 'run.json');
  const fail = (what: string, cause?: unknown) =>
    new StagebenchError('RESULTS_UNREADABLE', `${file}${what}.`, { cause });
  const text = await readText(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw fail(`: ${(error as Error).message}`, error);
  }
  const schema = (json as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'number' && schema !== 1)
    throw fail(` has schema ${schema}; this version reads schema 1`);
  const parsed = manifestSchema.safeParse(json);
  // What the schema leaves open is as this program wrote it.
  if (parsed.success) return parsed.data as unknown as RunManifest;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw fail(`${field === '' ? '' : `, field "${field}"`}: ${issue?.message}`);
}

/** Refuses rows of what was never planned, naming the first column that does not fit. */
function planned<Row extends object>(
  known: readonly Row[],
  columns: readonly (keyof Row & string)[],
): RowCheck<Row> {
  return (row) => {
    const unknown = columns.find(
      (_, index) =>
        !known.some((one) => columns.slice(0, index + 1).every((column) => one[column] === row[column])),
    );
    return unknown && { column: unknown, problem: `"${String(row[unknown])}" is not in the plan` };
  };
}

/** Each variant has one image: a second row would silently take the place of the first. */
function onceEach(): RowCheck<Variant> {
  const seen = new Set<string>();
  return (row) => {
    const id = variantId(row);
    if (seen.has(id)) return { column: 'strategy', problem: `${id} has a row already` };
    seen.add(id);
    return undefined;
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StagebenchError('NO_RUN', `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      cause: error,
    });
  }
}
