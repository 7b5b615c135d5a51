import {
  inputsOf,
  surroundingsOf,
  type History,
  type Inputs,
  type Night,
  type Point,
  type Series,
} from '../../../record/history/history.ts';
import type { NightFinding, NightValues } from '../detector/trend-detector.ts';

/** A series of times, by the names that events have. */
export interface Cell {
  /** `go/slim/cold` */
  readonly id: string;
  /** `go/slim` */
  readonly variant: string;
  readonly series: Series;
}

export const cellOf = (series: Series): Cell => ({
  id: `${series.app}/${series.strategy}/${series.scenario}`,
  variant: `${series.app}/${series.strategy}`,
  series,
});

export const isMeasured = ({ value, state }: Point): boolean =>
  state === 'built' && typeof value === 'number' && value > 0;

/** What is kept between nights. */
export interface FeedState {
  readonly definitions: readonly (readonly [id: string, definition: string, lockfile: string])[];
}

/** So many points of a series are looked at in a row. */
const ahead = 32;

/** A series that is read night by night. */
interface Read extends Cell {
  /** Its next point. */
  at: number;
  /** The points up to there have been looked at. */
  looked: number;
  /** Of these the last logs; NaN of what was not measured. */
  readonly logs: Float64Array;
  /** Those of its last point: mostly the next one has the same. */
  inputs: Inputs | undefined;
  definition: string | undefined;
  lockfile: string | undefined;
}

const none: ReadonlySet<string> = new Set();

/** What each night says to the detector. Every series has a clock of its own: its nights are those in which it was measured. */
export class NightFeed {
  readonly #read: readonly Read[];
  readonly #controls: History['controls'];
  readonly #placeOf: (runId: string) => number;
  /** What each night fills anew. */
  readonly #room = { ids: [] as string[], logs: [] as number[] };

  /** `placeOf`: the place of a night by its run, `before`: nights that were fed already. */
  constructor(
    cells: readonly Cell[],
    { controls }: Pick<History, 'controls'>,
    placeOf: (runId: string) => number,
    before: readonly Night[] = [],
    state?: FeedState,
  ) {
    this.#controls = controls;
    this.#placeOf = placeOf;
    const definitions = new Map(
      state?.definitions.map(([id, definition, lockfile]) => [id, { definition, lockfile }]),
    );
    const last = before.at(-1);
    this.#read = cells.map((cell): Read => {
      const at = last === undefined ? 0 : firstAfter(cell.series.points, last);
      return {
        ...cell,
        ...{ at, looked: at, logs: new Float64Array(ahead), inputs: undefined },
        definition: definitions.get(cell.id)?.definition,
        lockfile: definitions.get(cell.id)?.lockfile,
      };
    });
  }

  /** What it gives is good until it is called again. */
  next(night: Night): NightValues {
    const { ids, logs } = this.#room;
    ids.length = 0;
    logs.length = 0;
    let changed = none;
    let last: Point | undefined;
    for (const cell of this.#read) {
      const point = cell.series.points[cell.at];
      if (point === undefined) continue;
      if (cell.at === cell.looked) lookAhead(cell);
      if (point.night !== night) continue;
      const log = cell.logs[cell.at % ahead] ?? NaN;
      cell.at += 1;
      last = point;
      if (Number.isNaN(log)) continue;
      ids.push(cell.id);
      logs.push(log);
      const inputs = inputsOf(point);
      if (inputs === cell.inputs) continue;
      cell.inputs = inputs;
      const { definition, lockfile } = inputs;
      if (cell.definition !== definition || cell.lockfile !== lockfile) {
        if (cell.definition !== undefined) changed = new Set([...changed, cell.id]);
        cell.definition = definition;
        cell.lockfile = lockfile;
      }
    }
    const machine = last === undefined ? undefined : surroundingsOf(last).cpu_model;
    const controlMs = machine === undefined ? undefined : this.#controls.get(night.runId);
    const control = controlMs === undefined ? undefined : Math.log(controlMs);
    return { ids, logs, machine: machine ?? '', changed, control };
  }

  /**
   * The place of the first of so many nights that end with the newest one in which what was found was measured; the family is measured
   * in nights that have a control, too.
   */
  placeOf({ scope, id }: Pick<NightFinding, 'scope' | 'id'>, nights: number): number | undefined {
    const places = new Set<number>();
    for (const cell of this.#read) {
      if (scope !== 'family' && (scope === 'cell' ? cell.id : cell.variant) !== id) continue;
      let left = nights;
      for (let at = cell.at - 1; at >= 0 && left > 0; at -= 1) {
        const point = cell.series.points[at];
        if (point === undefined || !isMeasured(point)) continue;
        const { runId } = point.night;
        if (scope === 'family' && !this.#controls.has(runId)) continue;
        places.add(this.#placeOf(runId));
        left -= 1;
      }
    }
    return [...places].toSorted((one, other) => other - one)[nights - 1];
  }

  get state(): FeedState {
    return {
      definitions: this.#read.flatMap(({ id, definition, lockfile }) =>
        definition === undefined || lockfile === undefined ? [] : [[id, definition, lockfile] as const],
      ),
    };
  }
}

/**
 * Looks at the next points of one series, which lie beside each other in memory. In the order of the nights each of half a million would be
 * fetched from far away by itself.
 */
function lookAhead(cell: Read): void {
  const { points } = cell.series;
  const end = Math.min(points.length, cell.looked + ahead);
  for (; cell.looked < end; cell.looked += 1) {
    const point = points[cell.looked];
    const isValue = point !== undefined && isMeasured(point);
    cell.logs[cell.looked % ahead] = isValue ? Math.log(Number(point.value)) : NaN;
  }
}

/** The first point of a later night. */
function firstAfter(points: readonly Point[], { at, runId }: Night): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const night = points[middle]?.night;
    if (night !== undefined && (night.at < at || (night.at === at && night.runId <= runId))) low = middle + 1;
    else high = middle;
  }
  return low;
}
