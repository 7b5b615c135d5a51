import type { LayerFacts } from '../image/image.ts';
import type { Variant } from '../run/plan.ts';
import { columnsOf } from './column.ts';

const older = 'schema 1 to 6';

/** A layer as any image has it, of a run or not. */
export const layerFactMetrics = columnsOf<LayerFacts>()({
  index: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'Position of the step in the history, from 0 at the bottom',
    of: ({ index }) => index,
  },
  diff_id: {
    unit: 'name',
    since: 1,
    means:
      'SHA-256 of the uncompressed layer; another one each time unless the build is reproducible to the last bit',
    empty: 'the step made no layer',
    of: ({ diffId }) => diffId,
  },
  created_by: {
    unit: 'text',
    since: 1,
    means: 'The instruction, as the config of the image has it',
    empty: 'the config does not have it',
    of: ({ createdBy }) => (createdBy === '' ? undefined : createdBy),
  },
  empty: {
    unit: 'true or false',
    since: 1,
    precision: 'exact',
    means: 'Whether the step made no layer',
    of: ({ empty }) => empty,
  },
  size_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    better: 'less',
    means: 'Size of the uncompressed tar of the layer; 0 without a layer',
    of: ({ sizeBytes }) => sizeBytes,
  },
  files: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    better: 'less',
    means: 'Entries of the tar, except folders and whiteouts',
    of: ({ files }) => files,
  },
  own: {
    unit: 'true or false',
    since: 1,
    precision: 'exact',
    means: 'Whether the layer lies above the layers of the base',
    of: ({ own }) => own,
  },
  waste_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    better: 'less',
    means: 'Bytes of files in the layer that a later layer, or the layer itself, hides',
    of: ({ wasteBytes }) => wasteBytes,
  },
  cache_bytes: {
    unit: 'bytes',
    since: 7,
    precision: 'exact',
    better: 'less',
    means:
      'Bytes of files in the layer that lie in caches of package managers and compilers, and have no other name',
    empty: older,
    of: ({ needless: { cache } }) => cache?.bytes ?? 0,
  },
  development_bytes: {
    unit: 'bytes',
    since: 7,
    precision: 'exact',
    better: 'less',
    means: 'Bytes of packages in the layer that only development needs, by what package managers leave there',
    empty: older,
    of: ({ needless: { development } }) => development?.bytes ?? 0,
  },
  git_bytes: {
    unit: 'bytes',
    since: 7,
    precision: 'exact',
    better: 'less',
    means: 'Bytes of files in the layer below a folder `.git`',
    empty: older,
    of: ({ needless: { git } }) => git?.bytes ?? 0,
  },
  needless_paths: {
    unit: 'text',
    since: 7,
    means: 'Of each of these three the folder that has most of it',
    empty: `there is none; ${older}`,
    of: ({ needless }) =>
      Object.values(needless)
        .map(({ path }) => path)
        .join(' ') || undefined,
  },
});

/** Which image a layer belongs to. */
export const layerHeadMetrics = columnsOf<{ readonly runId: string; readonly variant: Variant }>()({
  run_id: {
    unit: 'name',
    since: 1,
    means:
      'The run: the name of its folder; in a merged run, the shard that measured it: run.json says on which machine',
    of: ({ runId }) => runId,
  },
  app: { unit: 'name', since: 1, means: 'The app', of: ({ variant }) => variant.app },
  strategy: { unit: 'name', since: 1, means: 'The strategy', of: ({ variant }) => variant.strategy },
});

/** layers.csv: one row for each step of the history of each image. */
export const layerMetrics = { ...layerHeadMetrics, ...layerFactMetrics };
