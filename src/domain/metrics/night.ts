import { derivedColumns } from './column.ts';

const nothingMeasured = 'nothing of it was measured that night';
const unknown = 'the run does not say';

/** The metric of times. */
export const timeMetric = 'wall_ms';
/** What an image was built on, with whole digests. */
export const basesMetric = 'bases';

/** The nightly history: a row is what one night found of one metric of one cell or image. */
export const nightMetrics = derivedColumns({
  night: { unit: 'date', since: 5, means: 'When the run began (ISO 8601, UTC)' },
  run_id: { unit: 'name', since: 5, means: 'The run: a night is given once' },
  app: { unit: 'name', since: 5, means: 'The app' },
  strategy: { unit: 'name', since: 5, means: 'The strategy' },
  scenario: { unit: 'name', since: 5, means: 'The scenario', empty: 'it is of an image' },
  metric: {
    unit: 'name',
    since: 5,
    means:
      '`wall_ms`, a column of summary.csv or images.csv that is exact, or `bases`: what the image was built on, with whole digests',
  },
  value: {
    unit: 'text',
    since: 5,
    means:
      'Of `wall_ms` the Hodges-Lehmann centre of the samples, in ms; of what is exact the value. What is exact has a row only where it differs from the row before, and with new inputs',
    empty: nothingMeasured,
  },
  low: {
    unit: 'ms',
    since: 5,
    means: 'Lower end of the 95 % interval of the median',
    empty: 'fewer than 6 samples count',
  },
  high: { unit: 'ms', since: 5, means: 'Upper end of this interval', empty: 'fewer than 6 samples count' },
  samples: { unit: 'count', since: 5, means: 'Samples that count', empty: 'it is of an image' },
  state: {
    unit: 'name',
    since: 5,
    means: 'State of the cell or of the image, as in summary.csv and images.csv',
  },
  foreign_cpu: {
    unit: 'ratio',
    since: 5,
    means: 'Median of `foreign_cpu` of the builds of the cell',
    empty: 'nobody looked, or it is of an image',
  },
  control_ms: {
    unit: 'ms',
    since: 5,
    means: 'Hodges-Lehmann centre of the builds of the control',
    empty: 'no control was built',
  },
  definition: {
    unit: 'name',
    since: 5,
    means:
      'First 12 digits of the SHA-256 of the Dockerfile, how it is built, and the sources of the app without its lockfiles',
    empty: unknown,
  },
  base: { unit: 'name', since: 5, means: 'First 12 digits of the SHA-256 of `bases`', empty: unknown },
  lockfile: {
    unit: 'name',
    since: 5,
    means: 'First 12 digits of the SHA-256 of the lockfiles of the app',
    empty: unknown,
  },
  commit: {
    unit: 'name',
    since: 5,
    means: 'Commit of the checkout; with `+` if files of it were changed',
    empty: unknown,
  },
  engine: {
    unit: 'name',
    since: 5,
    means: 'Version of the engine; where a builder builds, that comes first: `remote v0.26.2 + 28.0.0`',
  },
  buildx: { unit: 'name', since: 5, means: 'Version of buildx' },
  kernel: { unit: 'name', since: 5, means: 'Kernel that the engine runs on' },
  cpu_model: {
    unit: 'name',
    since: 5,
    means:
      'CPU model of the machine; ` for linux/arm64` behind it if it built for a platform that is not its own',
  },
  image_store: {
    unit: 'name',
    since: 5,
    means: 'Where the engine keeps images: `graphdriver` or `containerd`',
  },
  cold_method: {
    unit: 'name',
    since: 5,
    means: 'How the builds of the cell were made cold, as in builds.csv',
    empty: 'they are not cold',
  },
});
