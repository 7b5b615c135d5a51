import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StagebenchError } from '../domain/errors.ts';
import type { RunManifest } from '../domain/run.ts';
import { readCsv } from './read-csv.ts';
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
  const rows = async <Schema extends z.ZodObject>(name: string, schema: Schema) => {
    const file = path.join(folder, name);
    return readCsv(file, await readText(file), schema);
  };
  return {
    folder,
    manifest,
    builds: await rows('builds.csv', buildRowSchema),
    images: await rows('images.csv', imageRowSchema),
  };
}

async function readManifest(folder: string): Promise<RunManifest> {
  const file = path.join(folder, 'run.json');
  const text = await readText(file);
  let manifest: RunManifest;
  try {
    manifest = JSON.parse(text) as RunManifest;
  } catch (error) {
    throw new StagebenchError('RESULTS_UNREADABLE', `${file}: ${(error as Error).message}`, { cause: error });
  }
  const { schema } = manifest as { schema?: unknown };
  if (schema !== 1) {
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `${file} has schema ${String(schema)}; this version reads schema 1.`,
    );
  }
  return manifest;
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
