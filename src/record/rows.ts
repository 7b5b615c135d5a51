import { z } from 'zod';

/** Times, sizes and counts: never less than 0. Number('') and Number(' ') would be 0, so a number must look like one. */
const number = z.string().transform((text, context) => {
  if (/^\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))) return Number(text);
  const problem = Number(text) < 0 ? 'less than 0' : 'not a number';
  context.addIssue({ code: 'custom', message: `"${text}" is ${problem}` });
  return z.NEVER;
});
/** Counts, and sizes in bytes. */
const whole = number.refine(Number.isSafeInteger, {
  error: ({ input }) => `"${String(input)}" is not a whole number`,
});
/** Empty = not measured. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema.optional()).optional();
const text = z.string().min(1, 'nothing is there');
/** Excel and LibreOffice write a truth in capitals when they save a file. */
const truth = z
  .enum(['true', 'false', 'TRUE', 'FALSE'])
  .transform((value) => value === 'true' || value === 'TRUE');
const bases = z.enum(['registry', 'local', 'substitute']);

export const buildState = z.enum(['built', 'failed', 'invalid', 'aborted']);

/** builds.csv: one row per build in order of execution, primes included. */
export const buildRowSchema = z.object({
  run_id: text,
  sequence: whole,
  round: whole,
  phase: z.enum(['prime', 'measure', 'control']),
  app: text,
  strategy: text,
  scenario: text,
  state: buildState,
  started_at: text,
  wall_ms: optional(number),
  beside_ms: optional(number),
  context_ms: optional(number),
  solve_ms: optional(number),
  export_ms: optional(number),
  steps_total: optional(whole),
  steps_cached: optional(whole),
  steps_expected_cached: optional(whole),
  critical_path_ms: optional(number),
  parallelism: optional(number),
  cold_method: optional(z.enum(['pruned', 'no-cache', 'empty-root'])),
  image_id: optional(text),
  error_code: optional(text),
  reason: optional(text),
});

/** steps.csv: one row per step of each measured build; `cached` and `expected` are empty where a step is never cached. */
export const stepRowSchema = z.object({
  run_id: text,
  sequence: whole,
  step: whole,
  stage: optional(text),
  instruction: text,
  cached: optional(truth),
  started_ms: number,
  duration_ms: number,
  on_critical_path: truth,
  expected: optional(z.enum(['cached', 'executed'])),
});

/** images.csv: one row per variant. */
export const imageRowSchema = z.object({
  run_id: text,
  app: text,
  strategy: text,
  state: z.enum(['built', 'unhealthy', 'unread', 'failed']),
  image_id: optional(text),
  platform: optional(text),
  size_bytes: optional(whole),
  engine_size_bytes: optional(whole),
  image_store: optional(text),
  base_bytes: optional(whole),
  own_bytes: optional(whole),
  layers: optional(whole),
  own_layers: optional(whole),
  history_steps: optional(whole),
  user: optional(text),
  base_ref: optional(text),
  base_digest: optional(text),
  base_source: optional(bases),
  healthy: truth,
  start_ms: optional(number),
  idle_memory_bytes: optional(whole),
  stop_ms: optional(number),
  stop: optional(z.enum(['graceful', 'abrupt', 'killed'])),
  rootfs_bytes: optional(whole),
  waste_bytes: optional(whole),
  largest_layer_bytes: optional(whole),
  os_packages: optional(whole),
  language_packages: optional(whole),
  executables: optional(whole),
  elf_files: optional(whole),
  setuid_files: optional(whole),
  setgid_files: optional(whole),
  capability_files: optional(whole),
  world_writable_files: optional(whole),
  shells: optional(whole),
  package_managers: optional(whole),
  compilers: optional(whole),
  network_tools: optional(whole),
  runs_as_root: optional(truth),
  ca_bundle: optional(truth),
  tzdata: optional(truth),
  secret_like_env: optional(whole),
  names_found: optional(text),
  transfer: optional(z.enum(['measured', 'failed'])),
  transfer_bytes: optional(whole),
  transfer_compression: optional(text),
  transfer_zstd_bytes: optional(whole),
  push_ms: optional(number),
  pull_empty_ms: optional(number),
  pull_based_ms: optional(number),
  pull_based_bytes: optional(whole),
  transfer_reason: optional(text),
  scan: optional(z.enum(['scanned', 'language packages only', 'not scanned'])),
  scan_critical: optional(whole),
  scan_high: optional(whole),
  scan_critical_fixable: optional(whole),
  scan_high_fixable: optional(whole),
  scanner: optional(text),
  scanner_version: optional(text),
  scanner_db_version: optional(text),
  scanner_db_date: optional(text),
  scan_reason: optional(text),
  reproducible: optional(z.enum(['identical', 'same-files', 'only-times', 'different', 'failed'])),
  differing_files: optional(whole),
  reproducible_epoch: optional(z.enum(['identical', 'same-files', 'only-times', 'different'])),
  differing_files_epoch: optional(whole),
  differing_paths: optional(text),
  reproducible_reason: optional(text),
  reason: optional(text),
});

/** layers.csv: one row per step of each image's history; `diff_id` is empty where the step made no layer. */
export const layerRowSchema = z.object({
  run_id: text,
  app: text,
  strategy: text,
  index: whole,
  diff_id: optional(text),
  created_by: optional(text),
  empty: truth,
  size_bytes: whole,
  files: whole,
  own: truth,
  waste_bytes: whole,
});

/** summary.csv: one row per planned cell, always. */
export const summaryRowSchema = z.object({
  run_id: text,
  app: text,
  strategy: text,
  scenario: text,
  state: buildState,
  samples: whole,
  wall_ms_median: optional(number),
  wall_ms_min: optional(number),
  wall_ms_max: optional(number),
  wall_ms_low: optional(number),
  wall_ms_high: optional(number),
  steps_total: optional(whole),
  steps_cached: optional(whole),
  size_bytes: optional(whole),
  layers: optional(whole),
  base_source: optional(bases),
  control_ratio_median: optional(number),
  control_ratio_low: optional(number),
  control_ratio_high: optional(number),
});

/** Columns that runs of an older schema do not have, by the schema that brought them; they are read as not measured. */
export const addedColumns: Readonly<Record<number, readonly string[]>> = {
  2: ['beside_ms', 'steps_expected_cached', 'critical_path_ms', 'parallelism'],
  // prettier-ignore
  3: [
    'idle_memory_bytes',
    'stop_ms',
    'stop',
    'rootfs_bytes',
    'waste_bytes',
    'largest_layer_bytes',
    'os_packages',
    'language_packages',
    'executables',
    'elf_files',
    'setuid_files',
    'setgid_files',
    'capability_files',
    'world_writable_files',
    'shells',
    'package_managers',
    'compilers',
    'network_tools',
    'runs_as_root',
    'ca_bundle',
    'tzdata',
    'secret_like_env',
    'names_found',
    'transfer',
    'transfer_bytes',
    'transfer_compression',
    'transfer_zstd_bytes',
    'push_ms',
    'pull_empty_ms',
    'pull_based_ms',
    'pull_based_bytes',
    'transfer_reason',
    'scan',
    'scan_critical',
    'scan_high',
    'scan_critical_fixable',
    'scan_high_fixable',
    'scanner',
    'scanner_version',
    'scanner_db_version',
    'scanner_db_date',
    'scan_reason',
    'reproducible',
    'differing_files',
    'reproducible_epoch',
    'differing_files_epoch',
    'differing_paths',
    'reproducible_reason',
  ],
  4: ['reason'],
};

export type BuildRow = z.output<typeof buildRowSchema>;
export type StepRow = z.output<typeof stepRowSchema>;
export type ImageRow = z.output<typeof imageRowSchema>;
export type LayerRow = z.output<typeof layerRowSchema>;
export type SummaryRow = z.output<typeof summaryRowSchema>;
