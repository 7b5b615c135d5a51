import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { latestImages } from '../csv/latest-images.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { RunManifest } from '../manifest.ts';
import {
  buildRowSchema,
  columnsAfter,
  imageRowSchema,
  layerRowSchema,
  stepRowSchema,
  type BuildRow,
  type ImageRow,
  type LayerRow,
  type StepRow,
} from '../rows.ts';
import { readManifest } from './read-run.ts';

/** Every row of a run: claims ask about single steps and layers, too. Throws NO_RUN, RESULTS_NOT_YOURS, RESULTS_UNREADABLE. */
export async function readClaimRows(folder: string): Promise<{
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
  readonly steps: readonly StepRow[];
  readonly layers: readonly LayerRow[];
}> {
  const manifest = await readManifest(folder);
  const rows = async <Schema extends z.ZodObject>(
    name: 'builds' | 'images' | 'steps' | 'layers',
    schema: Schema,
  ): Promise<z.output<Schema>[]> => {
    // A run that was not finished may lack a file; versions of before did not write all of them.
    const text = await readFile(path.join(folder, `${name}.csv`), 'utf8').catch(() => undefined);
    return text === undefined
      ? []
      : readCsv(`${name}.csv`, text, schema, [], columnsAfter(manifest.schema, name));
  };
  return {
    manifest,
    builds: await rows('builds', buildRowSchema),
    images: latestImages(await rows('images', imageRowSchema)),
    steps: await rows('steps', stepRowSchema),
    layers: await rows('layers', layerRowSchema),
  };
}
