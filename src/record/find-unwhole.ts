import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cellId, variantId } from '../domain/plan.ts';
import { readCsv } from './read-csv.ts';
import type { RecordedRun } from './read-run.ts';
import { layerChecks, stepChecks } from './row-checks.ts';
import { columnsAfter, layerRowSchema, stepRowSchema, summaryRowSchema } from './rows.ts';

/**
 * What is missing of a run that says it is finished, in words; undefined if each file is whole and they fit together. A
 * file that was cut off between two rows reads like a whole one: only the others tell. Throws RESULTS_UNREADABLE for rows
 * that nobody wrote so, and the file system's error for a file that is not there.
 */
export async function findUnwhole(run: RecordedRun): Promise<string | undefined> {
  const { folder, manifest, builds, images } = run;
  const textOf = (name: string) => readFile(path.join(folder, name), 'utf8');
  const names = ['builds.csv', 'images.csv', 'summary.csv'];
  if (manifest.schema >= 2) names.push('steps.csv');
  if (manifest.schema >= 3) names.push('layers.csv');
  for (const name of names)
    if (!(await textOf(name)).endsWith('\n')) return `${name} ends in the middle of a row`;

  const summary = readCsv(
    'summary.csv',
    await textOf('summary.csv'),
    summaryRowSchema,
    [],
    columnsAfter(manifest.schema, 'summary'),
  );
  const summed = new Set(summary.map(cellId));
  const missing = manifest.plan.cells.find((cell) => !summed.has(cellId(cell)));
  if (missing !== undefined) return `summary.csv has no row of ${cellId(missing)}`;

  const unread = manifest.plan.variants.find(
    (variant) => !images.some((image) => variantId(image) === variantId(variant)),
  );
  if (unread !== undefined) return `images.csv has no row of ${variantId(unread)}`;

  if (manifest.schema >= 2) {
    const steps = readCsv('steps.csv', await textOf('steps.csv'), stepRowSchema, stepChecks(manifest));
    const having = Map.groupBy(steps, ({ sequence }) => sequence);
    const stray = steps.find(({ sequence }) => !builds.some((build) => build.sequence === sequence));
    if (stray !== undefined)
      return `builds.csv has no row of build ${stray.sequence}, of which steps.csv tells`;
    const bare = builds.find(
      ({ phase, steps_total: total = 0, sequence }) =>
        phase === 'measure' && (having.get(sequence)?.length ?? 0) < total,
    );
    if (bare !== undefined) return `steps.csv lacks steps of build ${bare.sequence}`;
  }
  if (manifest.schema >= 3) {
    const layers = readCsv('layers.csv', await textOf('layers.csv'), layerRowSchema, layerChecks(manifest));
    const having = Map.groupBy(layers, variantId);
    const bare = images.find(
      (image) => (having.get(variantId(image))?.length ?? 0) < (image.history_steps ?? 0),
    );
    if (bare !== undefined) return `layers.csv lacks layers of ${variantId(bare)}`;
  }
  return undefined;
}
