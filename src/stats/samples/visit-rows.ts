import { median, sum } from 'simple-statistics';
import { cellId } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';

/** All builds of one visit. */
export interface MeasuredVisit {
  readonly rows: readonly [KeptBuild, ...KeptBuild[]];
}

/**
 * The rows of one visit as if it had made one build: its time is the median of its builds, and with the time beside it is all that
 * the visit took. Everything else is of the last build, which says why a visit does not count.
 */
export interface VisitRow extends KeptBuild {
  /** So many builds were made. */
  readonly builds: number;
}

/**
 * The rows of builds, put together to visits, in order of their first builds. The builds of a cell in a round are one visit,
 * as long as their `repeat` rises: one that does not belongs to a visit that was made again. A run of before schema 5 has no
 * `repeat`, and each of its builds is a visit. So is each build of the control.
 */
export function visits(builds: readonly KeptBuild[]): MeasuredVisit[] {
  const found: [KeptBuild, ...KeptBuild[]][] = [];
  const open = new Map<string, [KeptBuild, ...KeptBuild[]]>();
  for (const row of builds) {
    const key = row.phase === 'measure' ? `${cellId(row)} ${row.round}` : undefined;
    const before = key === undefined ? undefined : open.get(key);
    if (before !== undefined && repeatOf(row) > repeatOf(before.at(-1))) {
      before.push(row);
      continue;
    }
    const rows: [KeptBuild] = [row];
    found.push(rows);
    if (key !== undefined) open.set(key, rows);
  }
  return found.map((rows) => ({ rows }));
}

const repeatOf = (row: KeptBuild | undefined): number => row?.repeat ?? 1;

/** One row for each visit. */
export const visitRows = (builds: readonly KeptBuild[]): VisitRow[] => visits(builds).map(visitRow);

function visitRow({ rows }: MeasuredVisit): VisitRow {
  const last = rows.at(-1) ?? rows[0];
  if (rows.length === 1) return { ...last, builds: 1 };
  const timed = rows.filter(({ wall_ms: wallMs }) => wallMs !== undefined);
  const head = { ...last, sequence: rows[0].sequence, repeat: rows[0].repeat, builds: rows.length };
  if (timed.length === 0) return head;
  const wallMs = median(timed.map(({ wall_ms: ms = 0 }) => ms));
  const allMs = sum(timed.map(({ wall_ms: ms = 0, beside_ms: besideMs = 0 }) => ms + besideMs));
  return { ...head, wall_ms: wallMs, beside_ms: allMs - wallMs };
}

/** Scenarios a sample of which is the median of several builds, and of how many. */
export function buildsOfSamples(builds: readonly KeptBuild[]): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { phase, scenario, repeat = 1 } of builds)
    if (phase === 'measure' && repeat > (most.get(scenario) ?? 1)) most.set(scenario, repeat);
  return most;
}
