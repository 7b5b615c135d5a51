import {
  inputsOf,
  surroundingsOf,
  type History,
  type Night,
  type Point,
  type Series,
} from '../../../record/history/history.ts';
import type { NightValues } from '../detector/trend-detector.ts';

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

/** What all series together are called. */
const familyId = 'all';

/** What is kept between nights. */
export interface FeedState {
  readonly definitions: readonly (readonly [id: string, definition: string, lockfile: string])[];
  /** By series, variant and family: the places of their last nights. */
  readonly own: readonly (readonly [name: string, places: readonly number[]])[];
}

/** A finding is about no more nights than these. */
const mostNights = 32;

/** A series that is read night by night. */
interface Read extends Cell {
  /** Its next point. */
  at: number;
  definition: string | undefined;
  lockfile: string | undefined;
  /** Places of its last nights, and of those of its variant. */
  readonly own: number[];
  readonly ofVariant: number[];
}

const none: ReadonlySet<string> = new Set();

/** What each night says to the detector. Every series has a clock of its own: its nights are those in which it was measured. */
export class NightFeed {
  readonly #read: readonly Read[];
  readonly #own: Map<string, number[]>;
  readonly #family: number[];
  readonly #controls: History['controls'];
  /** What each night fills anew. */
  readonly #room = { ids: [] as string[], logs: [] as number[] };

  /** `before`: nights that were fed already. */
  constructor(
    cells: readonly Cell[],
    { controls }: Pick<History, 'controls'>,
    before: readonly Night[] = [],
    state?: FeedState,
  ) {
    this.#controls = controls;
    const definitions = new Map(
      state?.definitions.map(([id, definition, lockfile]) => [id, { definition, lockfile }]),
    );
    this.#own = new Map(state?.own.map(([name, places]) => [name, [...places]]));
    const last = before.at(-1);
    this.#read = cells.map((cell): Read => ({
      ...cell,
      at: last === undefined ? 0 : firstAfter(cell.series.points, last),
      definition: definitions.get(cell.id)?.definition,
      lockfile: definitions.get(cell.id)?.lockfile,
      ...{ own: this.#placesOf(cell.id), ofVariant: this.#placesOf(cell.variant) },
    }));
    this.#family = this.#placesOf(familyId);
  }

  #placesOf(name: string): number[] {
    const places = this.#own.get(name) ?? [];
    this.#own.set(name, places);
    return places;
  }

  /** `place`: the night's in the history. What it gives is good until it is called again. */
  next(night: Night, place: number): NightValues {
    const { ids, logs } = this.#room;
    ids.length = 0;
    logs.length = 0;
    let changed = none;
    let machine: string | undefined;
    for (const cell of this.#read) {
      const point = cell.series.points[cell.at];
      if (point?.night !== night) continue;
      cell.at += 1;
      machine = surroundingsOf(point).cpu_model;
      if (!isMeasured(point)) continue;
      ids.push(cell.id);
      logs.push(Math.log(Number(point.value)));
      const { definition, lockfile } = inputsOf(point);
      if (cell.definition !== definition || cell.lockfile !== lockfile) {
        if (cell.definition !== undefined) changed = new Set([...changed, cell.id]);
        cell.definition = definition;
        cell.lockfile = lockfile;
      }
      note(cell.own, place);
      note(cell.ofVariant, place);
    }
    const controlMs = machine === undefined ? undefined : this.#controls.get(night.runId);
    const control = controlMs === undefined ? undefined : Math.log(controlMs);
    if (ids.length > 0 && control !== undefined) note(this.#family, place);
    return { ids, logs, machine: machine ?? '', changed, control };
  }

  /** The place of the first of so many nights that end with the newest one of a series, a variant or the family. */
  placeOf(name: string, nights: number): number | undefined {
    return this.#own.get(name)?.at(-nights);
  }

  get state(): FeedState {
    return {
      definitions: this.#read.flatMap(({ id, definition, lockfile }) =>
        definition === undefined || lockfile === undefined ? [] : [[id, definition, lockfile] as const],
      ),
      own: [...this.#own],
    };
  }
}

function note(places: number[], place: number): void {
  if (places.at(-1) === place) return;
  places.push(place);
  if (places.length > 2 * mostNights) places.splice(0, mostNights);
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
