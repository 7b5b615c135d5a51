import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StagebenchError } from '../../domain/errors.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { RunManifest } from '../manifest.ts';
import { fileDigest } from '../run-folder/append-file.ts';
import { heads } from '../csv/columns.ts';
import { isReplaceable, latestImages } from '../csv/latest-images.ts';
import type { RowCheck } from '../csv/read-csv.ts';
import { readManifest } from './read-run.ts';
import { recoverRows, type RecoveredRows } from '../csv/recover-rows.ts';
import { buildChecks, imageChecks, layerChecks, stepChecks } from '../csv/row-checks.ts';
import {
  buildRowSchema,
  imageRowSchema,
  layerRowSchema,
  stepRowSchema,
  type BuildRow,
  type ImageRow,
} from '../rows.ts';

/** A run as it was left. Nothing of it is changed by reading it. */
export interface ResumableRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
  /** Bytes to keep of each file; the rest is torn, or belongs to a build that has no row. */
  readonly keep: Readonly<Record<keyof typeof heads, number>>;
  /** How many rows are kept. */
  readonly rows: NonNullable<RunManifest['rows']>;
  /** Of each file as it was read: who cuts off anything must know that it is the same one (`fileDigest`). */
  readonly digests: Readonly<Record<keyof typeof heads, string>>;
  /** What is cut off then, in words. */
  readonly cuts: readonly string[];
}

/** Reads what a run has left that was interrupted or died. Throws NO_RUN, RESULTS_UNREADABLE, ROWS_RESAVED. */
export async function readResumable(folder: string): Promise<ResumableRun> {
  const manifest = await readManifest(folder);
  const digests = { builds: '', steps: '', layers: '', images: '' };
  const rows = async <Schema extends z.ZodObject>(
    name: keyof typeof heads,
    schema: Schema,
    checks: () => readonly RowCheck<z.output<Schema>>[],
  ) => {
    const file = path.join(folder, `${name}.csv`);
    const bytes = await bytesOf(file);
    digests[name] = fileDigest(bytes);
    return recoverRows(file, bytes, manifest.runId, heads[name], schema, checks);
  };
  const builds = await rows('builds', buildRowSchema, () => buildChecks(manifest));
  const images = await rows('images', imageRowSchema, () => imageChecks(manifest));
  const built = new Set(builds.rows.map(({ sequence }) => sequence));
  const steps = withoutOrphans(
    await rows('steps', stepRowSchema, () => stepChecks(manifest)),
    (step) => built.has(step.sequence),
    (step) => `build ${step.sequence}`,
    path.join(folder, 'builds.csv'),
  );
  const read = new Set(images.rows.filter((image) => !isReplaceable(image)).map(variantId));
  const layers = withoutOrphans(
    await rows('layers', layerRowSchema, () => layerChecks(manifest)),
    (layer) => read.has(variantId(layer)),
    variantId,
    path.join(folder, 'images.csv'),
  );
  return {
    folder,
    manifest,
    builds: builds.rows,
    images: latestImages(images.rows),
    keep: { builds: keep(builds), steps: keep(steps), layers: keep(layers), images: keep(images) },
    rows: { builds: builds.rows.length, steps: steps.rows.length, layers: layers.rows.length },
    digests,
    cuts: [
      ...(builds.torn ? ['builds.csv ends in the middle of a row: its build is made again'] : []),
      ...(images.torn ? ['images.csv ends in the middle of a row: its image is read again'] : []),
      ...(steps.torn ? ['steps.csv ends with steps of a build that has no row'] : []),
      ...(layers.torn ? ['layers.csv ends with layers of an image that has no row'] : []),
    ],
  };
}

/**
 * What belongs to a row is written before it: the rows of what has none come last. Throws RESULTS_UNREADABLE if more than
 * one is lacking: then it was not a session that died between the two.
 */
function withoutOrphans<Row>(
  { rows, ends, torn }: RecoveredRows<Row>,
  belongs: (row: Row) => boolean,
  ownerOf: (row: Row) => string,
  owners: string,
): RecoveredRows<Row> {
  const whole = rows.findLastIndex(belongs) + 1;
  const [first = '', ...others] = new Set(rows.slice(whole).map(ownerOf));
  if (others.length > 0)
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `${owners} lacks the rows of ${first} and ${others.length} more: more than its last one is lost.`,
    );
  return { rows: rows.slice(0, whole), ends: ends.slice(0, whole + 1), torn: torn || whole < rows.length };
}

const keep = ({ ends }: RecoveredRows<unknown>): number => ends.at(-1) ?? 0;

/** Nothing if the file was not made yet. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    const { code } = error as NodeJS.ErrnoException;
    throw new StagebenchError('RESULTS_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
  }
}
