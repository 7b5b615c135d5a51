import type { BuildRow } from './rows.ts';

const partOf = (row: BuildRow) => ({
  run_id: row.run_id,
  sequence: row.sequence,
  round: row.round,
  repeat: row.repeat,
  phase: row.phase,
  app: row.app,
  strategy: row.strategy,
  scenario: row.scenario,
  state: row.state,
  wall_ms: row.wall_ms,
  beside_ms: row.beside_ms,
  cache_bytes: row.cache_bytes,
  cache_export_ms: row.cache_export_ms,
  cache_import_ms: row.cache_import_ms,
  steps_total: row.steps_total,
  steps_cached: row.steps_cached,
  foreign_cpu: row.foreign_cpu,
  steal: row.steal,
  cold_method: row.cold_method,
  platform: row.platform,
  platform_by: row.platform_by,
  error_code: row.error_code,
  reason: row.reason,
});

/** The fields of a row of builds.csv that plans, tables and verdicts need; the other fields are for readers of the file. */
export type KeptBuild = Pick<BuildRow, keyof ReturnType<typeof partOf>>;

/** What is kept of a row while a run goes on, however many there are; the rest is only written. */
export const keptBuild: (row: BuildRow) => KeptBuild = partOf;
