import type { ImageFacts, ImageOriginFacts, ImageRecord } from '../../image/image.ts';
import { columnsOf } from '../column.ts';
import { extraMetrics } from './extras.ts';
import { startMetrics } from './start.ts';
import { surfaceMetrics } from './surface.ts';
import { unread } from '../unread.ts';

const older = `${unread}; schema 1 and 2`;

export const imageHeadMetrics = columnsOf<{ readonly runId: string; readonly image: ImageRecord }>()({
  run_id: {
    unit: 'name',
    since: 1,
    means:
      'The run: the name of its folder; in a merged run, the shard that measured it: run.json says on which machine',
    of: ({ runId }) => runId,
  },
  app: { unit: 'name', since: 1, means: 'The app', of: ({ image }) => image.variant.app },
  strategy: { unit: 'name', since: 1, means: 'The strategy', of: ({ image }) => image.variant.strategy },
  state: {
    unit: 'name',
    since: 1,
    values: ['built', 'unhealthy', 'unread', 'failed'],
    means:
      '`built`: built, works, and was read; `unhealthy`: the app does not answer as promised; `unread`: it works, and could not be read or the run ended before; `failed`: not built',
    of: ({ image }) => image.state,
  },
});

/** What is read of any image, of a run or not. `baseBytes` and what follows from it are known where the base is. */
export type ContentFacts = Pick<
  ImageFacts,
  | 'imageId'
  | 'platform'
  | 'user'
  | 'sizeBytes'
  | 'rootfsBytes'
  | 'wasteBytes'
  | 'largestLayerBytes'
  | 'layers'
  | 'historySteps'
> &
  Partial<Pick<ImageFacts, 'baseBytes' | 'ownBytes' | 'ownLayers'>>;

export const identityMetrics = columnsOf<ContentFacts>()({
  image_id: {
    unit: 'name',
    since: 1,
    label: 'id',
    means: 'Id of the image; another one each time unless the build is reproducible to the last bit',
    empty: unread,
    of: ({ imageId }) => imageId,
  },
  platform: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    label: 'platform',
    means: '`os/arch[/variant]`',
    empty: unread,
    of: ({ platform }) => platform,
  },
  size_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'image',
    longLabel: 'size',
    table: ['sizes', 1],
    compared: ['sizeBytes', 1],
    means: 'Sum of the uncompressed layer tars',
    empty: unread,
    of: ({ sizeBytes }) => sizeBytes,
  },
});

/** What one engine says of an image. */
export const storeMetrics = columnsOf<ImageFacts>()({
  engine_size_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    isNotKept: true,
    means: 'Size that the engine reports. Its meaning depends on `image_store`: never compare it',
    empty: `no engine was there; ${unread}`,
    of: ({ engineSizeBytes }) => engineSizeBytes,
  },
  image_store: {
    unit: 'name',
    since: 1,
    means: 'Where the engine keeps images: `graphdriver` or `containerd`; `none` where no engine was',
    empty: unread,
    of: ({ imageStore }) => imageStore,
  },
});

export const layersMetrics = columnsOf<ContentFacts>()({
  base_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'base',
    table: ['sizes', 4],
    means: 'Bytes of the layers of the base, a part of `size_bytes`',
    empty: unread,
    of: ({ baseBytes }) => baseBytes,
  },
  own_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'own',
    table: ['sizes', 5],
    means: '`size_bytes` − `base_bytes`',
    empty: unread,
    of: ({ ownBytes }) => ownBytes,
  },
  layers: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    label: 'layers',
    table: ['sizes', 6],
    compared: ['layers', 2],
    means: 'Number of layers',
    empty: unread,
    of: ({ layers }) => layers,
  },
  own_layers: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'Number of layers above the base',
    empty: unread,
    of: ({ ownLayers }) => ownLayers,
  },
  history_steps: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    label: 'history steps',
    means: 'Steps of the history, including steps without a layer',
    empty: unread,
    of: ({ historySteps }) => historySteps,
  },
  user: {
    unit: 'name',
    since: 1,
    alsoIn: ['debug'],
    precision: 'exact',
    label: 'user',
    unknown: 'root',
    means: 'USER of the config',
    empty: `no user is set: root; ${unread}`,
    of: ({ user }) => user,
  },
});

/** What an image stands on. */
export const originMetrics = columnsOf<ImageOriginFacts>()({
  base_ref: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    lenient: true,
    means: 'Base of the final stage, as the Dockerfile names it',
    of: ({ baseRef }) => baseRef,
  },
  base_digest: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    isNotKept: true,
    means: 'Digest of that base',
    empty: 'the base is `scratch`',
    of: ({ baseDigest }) => baseDigest,
  },
  base_source: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    values: ['registry', 'local', 'substitute'],
    lenient: true,
    means:
      'Weakest source of all bases of the Dockerfile: `registry`, `local` (rebuilt on this machine) or `substitute` (plays the role of the upstream image)',
    of: ({ baseSource }) => baseSource,
  },
});

export const healthMetrics = columnsOf<ImageRecord>()({
  healthy: {
    unit: 'true or false',
    since: 1,
    precision: 'exact',
    better: 'more',
    means:
      'Whether the app in the image answered as promised. An image without a service is true as soon as it is built',
    empty: 'it was not started: no engine was there, or none that runs its platform',
    of: (image) =>
      'isNotStarted' in image ? undefined : image.state === 'built' || image.state === 'unread',
  },
});

/** Where its bytes are. */
export const placeMetrics = columnsOf<ContentFacts>()({
  rootfs_bytes: {
    unit: 'bytes',
    since: 3,
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'seen',
    longLabel: 'seen by a process',
    table: ['sizes', 2],
    means: 'Bytes of all files that a process sees: each file once, without files that a later layer hides',
    empty: older,
    of: ({ rootfsBytes }) => rootfsBytes,
  },
  waste_bytes: {
    unit: 'bytes',
    since: 3,
    precision: 'exact',
    tolerance: 0.01,
    better: 'less',
    label: 'waste',
    table: ['sizes', 3],
    means: 'Bytes of files that a later layer hides or replaces',
    empty: older,
    of: ({ wasteBytes }) => wasteBytes,
  },
  largest_layer_bytes: {
    unit: 'bytes',
    since: 3,
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'largest layer',
    table: ['sizes', 7],
    means: 'Size of the largest uncompressed layer',
    empty: older,
    of: ({ largestLayerBytes }) => largestLayerBytes,
  },
});

export const imageTroubleMetrics = columnsOf<ImageRecord>()({
  reason: {
    unit: 'text',
    since: 4,
    means: 'Why the image was not built, does not work, or could not be read',
    empty: 'it was read and works, or the run ended before; schema 1 to 3',
    of: (image) => ('trouble' in image ? image.trouble.reason : undefined),
  },
});

/** images.csv: one row for each variant. */
export const imageMetrics = {
  ...imageHeadMetrics,
  ...identityMetrics,
  ...storeMetrics,
  ...layersMetrics,
  ...originMetrics,
  ...healthMetrics,
  ...startMetrics,
  ...placeMetrics,
  ...surfaceMetrics,
  ...extraMetrics,
  ...imageTroubleMetrics,
};
