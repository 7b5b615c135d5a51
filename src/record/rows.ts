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
const truth = z.enum(['true', 'false']).transform((value) => value === 'true');
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
};

export type BuildRow = z.output<typeof buildRowSchema>;
export type StepRow = z.output<typeof stepRowSchema>;
export type ImageRow = z.output<typeof imageRowSchema>;
export type SummaryRow = z.output<typeof summaryRowSchema>;
