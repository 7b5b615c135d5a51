import { timeOfBuild } from '../../domain/metrics/build.ts';
import { cellId, control, variantId, type Variant } from '../../domain/run/plan.ts';
import type { RunManifest } from '../manifest.ts';
import { isReplaceable } from './latest-images.ts';
import type { RowCheck } from './read-csv.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../rows.ts';

type Planned = Pick<RunManifest, 'runId' | 'merged' | 'plan'>;

/** A prime fills the cache for the cells that are measured, in a scenario of the plan. */
export const buildChecks = (manifest: Planned): RowCheck<BuildRow>[] => [
  ofRun(manifest),
  planned([...manifest.plan.cells, control], ['app', 'strategy', 'scenario']),
  rising(),
  onceARound(),
  timed,
];

export const imageChecks = (manifest: Planned): RowCheck<ImageRow>[] => [
  ofRun(manifest),
  planned<Variant>(manifest.plan.variants, ['app', 'strategy']),
  onceEach(),
];

export const layerChecks = (manifest: Planned): RowCheck<LayerRow>[] => [
  ofRun(manifest),
  planned<Variant>(manifest.plan.variants, ['app', 'strategy']),
];

export const stepChecks = (manifest: Pick<RunManifest, 'runId' | 'merged'>): RowCheck<StepRow>[] => [
  ofRun(manifest),
];

/** Refuses rows of another run: two files may have been laid one behind the other. Rows of a merged run are of its shards. */
function ofRun({
  runId,
  merged,
}: Pick<RunManifest, 'runId' | 'merged'>): RowCheck<{ readonly run_id: string }> {
  const known = new Set(merged?.shards.map((shard) => shard.runId) ?? [runId]);
  const what = merged === undefined ? `run ${runId}` : `a shard of run ${runId}`;
  return (row) =>
    known.has(row.run_id) ? undefined : { column: 'run_id', problem: `"${row.run_id}" is not ${what}` };
}

/** Builds are numbered in the order in which they were made. */
function rising(): RowCheck<BuildRow> {
  let last = 0;
  return ({ sequence }) => {
    if (sequence <= last)
      return { column: 'sequence', problem: `${sequence} does not come after ${last}, the row before it` };
    last = sequence;
    return undefined;
  };
}

/** An aborted visit is made again, and one that was disturbed; a failed one is not, nor the control. Primes are no samples. */
function onceARound(): RowCheck<BuildRow> {
  const seen = new Map<string, Map<number, Set<number>>>();
  return (row) => {
    if (row.phase === 'prime' || row.state === 'aborted') return undefined;
    const { round, repeat = 1 } = row;
    const cell = cellId(row);
    // Every shard has a control of its own.
    const key = row.phase === 'control' ? `${row.run_id} ${cell}` : cell;
    const rounds = seen.get(key) ?? new Map<number, Set<number>>();
    const made = rounds.get(round) ?? new Set();
    if (made.has(repeat)) {
      const build = repeat === 1 ? '' : `build ${repeat} of `;
      return { column: 'round', problem: `${build}${cell} in round ${round} has a row already` };
    }
    seen.set(key, rounds.set(round, made.add(repeat)));
    if (row.state === 'disturbed' && row.phase === 'measure') rounds.delete(round);
    return undefined;
  };
}

/** Without its time a sample would be left out without a word. */
const timed: RowCheck<BuildRow> = ({ state, wall_ms: ms }) =>
  state === 'built' && ms === undefined
    ? { column: timeOfBuild, problem: 'a build that is built needs its time' }
    : undefined;

/** Refuses rows of what was never planned, naming the first column that does not fit. */
function planned<Row extends object>(
  known: readonly Row[],
  columns: readonly (keyof Row & string)[],
): RowCheck<Row> {
  /** What a row says in its first columns, so many of them. */
  const beginning = (row: Row, count: number): string =>
    JSON.stringify(columns.slice(0, count).map((column) => row[column]));
  const beginnings = new Set(known.flatMap((one) => columns.map((_, index) => beginning(one, index + 1))));
  return (row) => {
    if (beginnings.has(beginning(row, columns.length))) return undefined;
    const unknown = columns.find((_, index) => !beginnings.has(beginning(row, index + 1)));
    return unknown && { column: unknown, problem: `"${String(row[unknown])}" is not in the plan` };
  };
}

/**
 * Each variant has one image: of two rows that say what was found nobody knows which is right. One that says that nothing
 * was found takes nobody's place: a session that could not write the row of an image any more has said so on its way out.
 */
function onceEach(): RowCheck<ImageRow> {
  const seen = new Set<string>();
  return (row) => {
    const id = variantId(row);
    if (isReplaceable(row)) return undefined;
    if (seen.has(id)) return { column: 'strategy', problem: `${id} has a row already` };
    seen.add(id);
    return undefined;
  };
}
