import { open } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { cellId, variantId } from '../../domain/run/plan.ts';
import { forEachRow, type RowCheck } from '../csv/read-csv.ts';
import type { RecordedRun } from './read-run.ts';
import { layerChecks, stepChecks } from '../csv/row-checks.ts';
import { columnsAfter, layerRowSchema, stepRowSchema, summaryRowSchema } from '../rows.ts';

/**
 * What is missing of a run that says it is finished, in words; undefined if each file is whole and they fit together. A
 * file that was cut off between two rows reads like a whole one: only the others tell. No file is in memory as a whole.
 * Throws RESULTS_UNREADABLE for rows that nobody wrote so, and for a file that cannot be read.
 */
export async function findUnwhole(run: RecordedRun): Promise<string | undefined> {
  const { folder, manifest, builds, images } = run;
  const names = ['builds.csv', 'images.csv', 'summary.csv'];
  if (manifest.schema >= 2) names.push('steps.csv');
  if (manifest.schema >= 3) names.push('layers.csv');
  for (const name of names)
    if ((await lastByte(path.join(folder, name))) !== lineFeed) return `${name} ends in the middle of a row`;

  /** How many rows there are of each. */
  const counted = async <Schema extends z.ZodObject, Key>(
    name: string,
    schema: Schema,
    keyOf: (row: z.output<Schema>) => Key,
    checks: readonly RowCheck<z.output<Schema>>[] = [],
    mayLack: readonly string[] = [],
  ): Promise<Map<Key, number>> => {
    const counts = new Map<Key, number>();
    const count = (row: z.output<Schema>) => {
      const key = keyOf(row);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
    await forEachRow(path.join(folder, name), schema, count, checks, mayLack);
    return counts;
  };

  const summed = new Map<string, number>();
  await forEachRow(
    path.join(folder, 'summary.csv'),
    summaryRowSchema,
    (row) => summed.set(cellId(row), row.samples),
    [],
    columnsAfter(manifest.schema, 'summary'),
  );
  const missing = manifest.plan.cells.find((cell) => !summed.has(cellId(cell)));
  if (missing !== undefined) return `summary.csv has no row of ${cellId(missing)}`;

  const few = (name: 'builds' | 'steps' | 'layers', found: number): string | undefined =>
    found < (manifest.rows?.[name] ?? 0) ? `${name}.csv lacks its last rows` : undefined;
  let lacks = few('builds', builds.length) ?? fewVisits(builds, summed);

  const read = new Set(images.map(variantId));
  const unread = manifest.plan.variants.find((variant) => !read.has(variantId(variant)));
  if (unread !== undefined) return `images.csv has no row of ${variantId(unread)}`;

  if (manifest.schema >= 2) {
    const steps = await counted(
      'steps.csv',
      stepRowSchema,
      ({ sequence }) => sequence,
      stepChecks(manifest),
      columnsAfter(manifest.schema, 'steps'),
    );
    const built = new Set(builds.map(({ sequence }) => sequence));
    const stray = [...steps.keys()].find((sequence) => !built.has(sequence));
    if (stray !== undefined) return `builds.csv has no row of build ${stray}, of which steps.csv tells`;
    const bare = builds.find(
      ({ phase, steps_total: total = 0, sequence }) =>
        phase === 'measure' && (steps.get(sequence) ?? 0) < total,
    );
    if (bare !== undefined) return `steps.csv lacks steps of build ${bare.sequence}`;
    lacks ??= few('steps', total(steps));
  }
  if (manifest.schema >= 3) {
    const layers = await counted(
      'layers.csv',
      layerRowSchema,
      variantId,
      layerChecks(manifest),
      columnsAfter(manifest.schema, 'layers'),
    );
    const bare = images.find((image) => (layers.get(variantId(image)) ?? 0) < (image.history_steps ?? 0));
    if (bare !== undefined) return `layers.csv lacks layers of ${variantId(bare)}`;
    lacks ??= few('layers', total(layers));
  }
  return lacks;
}

/** Each sample that counts is of a visit, whose first build was built. */
function fewVisits(
  builds: RecordedRun['builds'],
  samplesOf: ReadonlyMap<string, number>,
): string | undefined {
  const begun = Map.groupBy(
    builds.filter(({ phase, state, repeat = 1 }) => phase === 'measure' && state === 'built' && repeat === 1),
    cellId,
  );
  const found = [...samplesOf].find(([cell, samples]) => samples > (begun.get(cell)?.length ?? 0));
  if (found === undefined) return undefined;
  const [cell, samples] = found;
  return `builds.csv has ${begun.get(cell)?.length ?? 0} of the ${samples} visits of ${cell} that summary.csv counts`;
}

const total = (counts: ReadonlyMap<unknown, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0);

const lineFeed = 0x0a;

/** Nothing of an empty file. */
async function lastByte(file: string): Promise<number | undefined> {
  const handle = await open(file).catch(() => undefined);
  // Who reads its rows says why.
  if (handle === undefined) return lineFeed;
  try {
    const { size } = await handle.stat();
    const { bytesRead, buffer } = await handle.read({
      buffer: Buffer.alloc(1),
      position: Math.max(0, size - 1),
    });
    return bytesRead === 0 ? undefined : buffer[0];
  } finally {
    await handle.close();
  }
}
