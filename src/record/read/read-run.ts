import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { manifestSchema, newestSchema, type RunManifest } from '../manifest.ts';
import { latestImages } from '../csv/latest-images.ts';
import { readCsvFile, type OnRepeated, type RowCheck } from '../csv/read-csv.ts';
import { buildChecks, imageChecks } from '../csv/row-checks.ts';
import { buildRowSchema, columnsAfter, imageRowSchema, type BuildRow, type ImageRow } from '../rows.ts';

export interface RecordedRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
}

/**
 * Reads what was measured; the summary is not read but derived again. A last row that stands there twice counts once where
 * somebody (`note`) is told, and is refused otherwise. Throws NO_RUN, RESULTS_NOT_YOURS, RESULTS_UNREADABLE.
 */
export async function readRun(folder: string, note?: OnRepeated): Promise<RecordedRun> {
  const manifest = await readManifest(folder);
  const rows = <Schema extends z.ZodObject>(
    name: 'builds' | 'images',
    schema: Schema,
    checks: readonly RowCheck<z.output<Schema>>[],
  ) =>
    readCsvFile(path.join(folder, `${name}.csv`), schema, checks, columnsAfter(manifest.schema, name), note);
  return {
    folder,
    manifest,
    builds: await rows('builds', buildRowSchema, buildChecks(manifest)),
    images: latestImages(await rows('images', imageRowSchema, imageChecks(manifest))),
  };
}

/** The manifest alone. Throws NO_RUN, RESULTS_NOT_YOURS, RESULTS_UNREADABLE. */
export async function readManifest(folder: string): Promise<RunManifest> {
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
  if (typeof schema === 'number' && schema > newestSchema)
    throw fail(` has schema ${schema}; this version of Stagebench reads up to ${newestSchema}`);
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const way = issue?.path ?? [];
  const field = way.length === 0 ? '' : `, field "${way.join('.')}"`;
  throw fail(isMissing(json, way) ? `${field} is missing` : `${field}: ${issue?.message}`);
}

/** Whether there is nothing at the end of the way; what the way goes through is there. */
function isMissing(json: unknown, way: readonly PropertyKey[]): boolean {
  const at = way.reduce((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], json);
  return way.length > 0 && at === undefined;
}

/** What has a run.json is a run: it is not that there is none if another of its files is missing. */
async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `${file} cannot be read: ${code}.`;
    if (code === 'EACCES' || code === 'EPERM')
      throw new StagebenchError('RESULTS_NOT_YOURS', message, { cause: error });
    throw new StagebenchError('NO_RUN', message, { cause: error });
  }
}
