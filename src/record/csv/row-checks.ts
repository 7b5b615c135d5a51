import { timeOfBuild } from '../../domain/metrics/build.ts';
import { cellId, control, variantId, type Variant } from '../../domain/run/plan.ts';
import type { RunManifest } from '../manifest.ts';
import { isReplaceable } from './latest-images.ts';
import type { RowCheck } from './read-csv.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../rows.ts';

/** A prime fills the cache for the cells that are measured, in a scenario of the plan. */
export const buildChecks = ({ runId, plan }: Pick<RunManifest, 'runId' | 'plan'>): RowCheck<BuildRow>[] => [
  ofRun(runId),
  planned([...plan.cells, control], ['app', 'strategy', 'scenario']),
  rising(),
  onceARound(),
  timed,
];

export const imageChecks = ({ runId, plan }: Pick<RunManifest, 'runId' | 'plan'>): RowCheck<ImageRow>[] => [
  ofRun(runId),
  planned<Variant>(plan.variants, ['app', 'strategy']),
  onceEach(),
];

export const layerChecks = ({ runId, plan }: Pick<RunManifest, 'runId' | 'plan'>): RowCheck<LayerRow>[] => [
  ofRun(runId),
  planned<Variant>(plan.variants, ['app', 'strategy']),
];

export const stepChecks = ({ runId }: Pick<RunManifest, 'runId'>): RowCheck<StepRow>[] => [ofRun(runId)];

/** Refuses rows of another run: two files may have been laid one behind the other. */
function ofRun(runId: string): RowCheck<{ readonly run_id: string }> {
  return (row) =>
    row.run_id === runId ? undefined : { column: 'run_id', problem: `"${row.run_id}" is not run ${runId}` };
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
    const rounds = seen.get(cell) ?? new Map<number, Set<number>>();
    const made = rounds.get(round) ?? new Set();
    if (made.has(repeat)) {
      const build = repeat === 1 ? '' : `build ${repeat} of `;
      return { column: 'round', problem: `${build}${cell} in round ${round} has a row already` };
    }
    seen.set(cell, rounds.set(round, made.add(repeat)));
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
