import { columnText as of, type ColumnText } from './column-text.ts';
import type { buildColumns, layerColumns, stepColumns, summaryColumns } from './columns.ts';
import { imageColumnTexts } from './image-column-texts.ts';

/** Every column of a file has an entry, and no other has: the compiler and a test see to it. */
type TextsOf<Columns extends readonly string[]> = Readonly<Record<Columns[number], ColumnText>>;

const runId = of('name', '', 'The run: the name of its folder');
const unfinished = 'the build did not come to its end (failed, aborted)';
const noSample = 'no sample of the cell counts';
const notWorking = 'the image does not work, or was not read';

const builds: TextsOf<typeof buildColumns> = {
  run_id: runId,
  sequence: of('count', '', 'The order in which builds were made, from 1'),
  round: of('count', '', 'The round of the visit, from 1'),
  phase: of(
    'name',
    '',
    '`measure`: a sample; `prime`: fills the cache for one; `control`: the frozen build of the round',
  ),
  app: of('name', '', 'The app; `control` for the control'),
  strategy: of('name', '', 'The strategy; `control` for the control'),
  scenario: of('name', '', 'State of the cache and edit before the build'),
  state: of(
    'name',
    '',
    '`built` counts; `invalid` was built, but not with the cache that was demanded; `failed`; `aborted` was broken off',
  ),
  started_at: of('date', '', 'Start by the clock of the machine, ISO 8601, UTC'),
  wall_ms: of(
    'ms',
    'noisy',
    'From the start of `docker buildx build` to its end, on a monotonic clock',
    unfinished,
  ),
  beside_ms: of(
    'ms',
    'noisy',
    'What the visit took beside the build: emptying the cache, the edit and its undoing; starts of the app are left out',
    `${unfinished}; schema 1`,
  ),
  context_ms: of('ms', 'noisy', 'Sending the build context, by the builder', unfinished),
  solve_ms: of(
    'ms',
    'noisy',
    'From the first to the last moment a step of the Dockerfile ran; 0 if all came from the cache',
    unfinished,
  ),
  export_ms: of('ms', 'noisy', 'Exporting the image, by the builder', unfinished),
  steps_total: of('count', 'exact', 'Steps of the Dockerfile that can come from the cache', unfinished),
  steps_cached: of('count', 'exact', 'How many of them did', unfinished),
  steps_expected_cached: of('count', 'exact', 'How many of them had to', `${unfinished}; a prime; schema 1`),
  critical_path_ms: of(
    'ms',
    'noisy',
    'The longest chain of steps that wait for each other, export and the work before the first step left out',
    `${unfinished}; schema 1`,
  ),
  parallelism: of(
    'ratio',
    'noisy',
    'Time of all executed steps ÷ `solve_ms`: 1 = one after the other',
    `no step ran; ${unfinished}; schema 1`,
  ),
  cold_method: of(
    'name',
    '',
    'How the cache was emptied: `pruned`, `no-cache` or `empty-root` (docs/cold.md)',
    'it was not emptied for this build',
  ),
  image_id: of(
    'name',
    '',
    'Id of the image that was built; another one where a build is not reproducible to the last bit',
    unfinished,
  ),
  error_code: of('name', '', 'What went wrong, as in the error catalogue', 'built'),
  reason: of('text', '', 'The same in words, with the step that gave it away', 'built'),
};

const steps: TextsOf<typeof stepColumns> = {
  run_id: runId,
  sequence: of('count', '', 'The build, as in builds.csv'),
  step: of('count', '', 'The step, from 1, in the order of their starts'),
  stage: of(
    'name',
    '',
    'Name of its stage; `internal` is work of the builder',
    'the step belongs to no named stage',
  ),
  instruction: of('text', '', 'The instruction, or what the builder calls its own work'),
  cached: of(
    'true or false',
    'exact',
    'Whether it came from the cache',
    'steps of this kind never do, or always',
  ),
  started_ms: of('ms', 'noisy', 'Its start, counted from the start of the build'),
  duration_ms: of('ms', 'noisy', 'How long it ran, by the builder'),
  on_critical_path: of(
    'true or false',
    'noisy',
    'Whether it is one of the longest chain of steps that wait for each other',
  ),
  expected: of(
    'name',
    'exact',
    '`cached` or `executed`: what scenario and strategy demand of it',
    'nothing is demanded of steps of this kind',
  ),
};

const layers: TextsOf<typeof layerColumns> = {
  run_id: runId,
  app: of('name', '', 'The app'),
  strategy: of('name', '', 'The strategy'),
  index: of('count', 'exact', 'The step of the history, from 0, from the bottom'),
  diff_id: of(
    'name',
    '',
    'SHA-256 of the uncompressed layer; another one where a build is not reproducible to the last bit',
    'the step made no layer',
  ),
  created_by: of(
    'text',
    '',
    'The instruction, as the config of the image tells it',
    'the config does not tell',
  ),
  empty: of('true or false', 'exact', 'Whether the step made no layer'),
  size_bytes: of('bytes', 'exact', 'The uncompressed tar of the layer; 0 without a layer'),
  files: of('count', 'exact', 'Entries of the tar but folders and whiteouts'),
  own: of('true or false', 'exact', 'Whether it lies above the layers of the base'),
  waste_bytes: of('bytes', 'exact', 'Bytes of files in it that a later layer, or it itself, hides'),
};

const fewSamples = 'fewer than 6 samples count';

const summary: TextsOf<typeof summaryColumns> = {
  run_id: runId,
  app: of('name', '', 'The app'),
  strategy: of('name', '', 'The strategy'),
  scenario: of('name', '', 'The scenario'),
  state: of(
    'name',
    '',
    '`built` if any sample counts; else the state of the last one (`failed`, `invalid`, `aborted`); `failed` if the image does not work, `aborted` if there was none',
  ),
  samples: of('count', '', 'Samples that count: measured, built as demanded, of an image that works'),
  wall_ms_median: of('ms', 'noisy', 'Median of their `wall_ms`', noSample),
  wall_ms_min: of('ms', 'noisy', 'The fastest', noSample),
  wall_ms_max: of('ms', 'noisy', 'The slowest', noSample),
  wall_ms_low: of('ms', 'noisy', 'Lower end of the 95 % interval of the median', fewSamples),
  wall_ms_high: of('ms', 'noisy', 'Upper end of it', fewSamples),
  steps_total: of('count', 'exact', 'As in builds.csv, of the last sample that counts', noSample),
  steps_cached: of('count', 'exact', 'As in builds.csv, of the last sample that counts', noSample),
  size_bytes: of('bytes', 'exact', 'As in images.csv', notWorking),
  layers: of('count', 'exact', 'As in images.csv', notWorking),
  base_source: of('name', 'exact', 'As in images.csv', 'there is no row of the image'),
  control_ratio_median: of(
    'ratio',
    'noisy',
    'Median over the rounds of `wall_ms` ÷ that of the control in the same round',
    `${noSample}, or no control was built`,
  ),
  control_ratio_low: of('ratio', 'noisy', 'Lower end of its 95 % interval', 'fewer than 6 rounds have both'),
  control_ratio_high: of('ratio', 'noisy', 'Upper end of it', 'fewer than 6 rounds have both'),
};

/** What every column means, by file; in the order of the columns. */
export const columnTexts = { builds, steps, images: imageColumnTexts, layers, summary };
