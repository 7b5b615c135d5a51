import { buildStates } from './build.ts';
import { derivedColumns } from './column.ts';

const noSample = 'no sample of the cell counts';
const notWorking = 'the image does not work, or was not read';
const fewSamples = 'fewer than 6 samples count';
const noControl = 'no control was built';

/** summary.csv: one row for each planned cell, always. Derived from the rows of builds.csv and images.csv. */
export const summaryMetrics = derivedColumns({
  run_id: { unit: 'name', since: 1, means: 'The run: the name of its folder' },
  app: { unit: 'name', since: 1, means: 'The app' },
  strategy: { unit: 'name', since: 1, means: 'The strategy' },
  scenario: { unit: 'name', since: 1, means: 'The scenario' },
  state: {
    unit: 'name',
    since: 1,
    values: [...buildStates, 'not-started'],
    means:
      '`built` if any sample counts; else the state of the last sample (`failed`, `invalid`, `disturbed`, `aborted`); `failed` if the image does not work; `not-started` if no build of the cell was begun',
  },
  samples: {
    unit: 'count',
    since: 1,
    means: 'Samples that count: `built`, with an image that works',
  },
  wall_ms_median: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Median of these samples; a sample is the median of `wall_ms` of the builds of a visit',
    empty: noSample,
  },
  wall_ms_min: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'The smallest of these samples',
    empty: noSample,
  },
  wall_ms_max: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'The largest of these samples',
    empty: noSample,
  },
  wall_ms_low: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Lower end of the 95 % interval of the median',
    empty: fewSamples,
  },
  wall_ms_high: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: 'Upper end of this interval',
    empty: fewSamples,
  },
  steps_total: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'As in builds.csv, of the last sample that counts',
    empty: noSample,
  },
  // More are no improvement where there are more steps: a step less is a cached step less.
  steps_cached: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'As in builds.csv, of the last sample that counts',
    empty: noSample,
  },
  size_bytes: {
    unit: 'bytes',
    since: 1,
    precision: 'exact',
    better: 'less',
    means: 'As in images.csv',
    empty: notWorking,
  },
  layers: {
    unit: 'count',
    since: 1,
    precision: 'exact',
    means: 'As in images.csv',
    empty: notWorking,
  },
  base_source: {
    unit: 'name',
    since: 1,
    precision: 'exact',
    values: ['registry', 'local', 'substitute'],
    means: 'As in images.csv',
    empty: 'there is no row of the image',
  },
  control_ratio_median: {
    unit: 'ratio',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means:
      '`wall_ms_median` ÷ the time of the control in the run: the median over the rounds of its median in a round',
    empty: `${noSample}, or ${noControl}`,
  },
  control_ratio_low: {
    unit: 'ratio',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: '`wall_ms_low` ÷ the same time. The scatter of the control is not in it',
    empty: `${fewSamples}, or ${noControl}`,
  },
  control_ratio_high: {
    unit: 'ratio',
    since: 1,
    precision: 'noisy',
    better: 'less',
    means: '`wall_ms_high` ÷ the same time',
    empty: `${fewSamples}, or ${noControl}`,
  },
});
