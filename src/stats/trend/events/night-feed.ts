import type { Night, Point, Series } from '../../../record/history/history.ts';
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

/** What each night says to the detector. Every series has a clock of its own: its nights are those in which it was measured. */
export class NightFeed {
  readonly #read: readonly Read[];
  readonly #own: Map<string, number[]>;
  readonly #family: number[];

  /** `before`: nights that were fed already; `nights` begins behind them. */
  constructor(cells: readonly Cell[], before: readonly Night[] = [], state?: FeedState) {
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

  /** `place`: the night's in the history. */
  next(night: Night, place: number): NightValues {
    const values = new Map<string, number>();
    const changed = new Set<string>();
    let [control, machine] = [NaN, ''];
    for (const cell of this.#read) {
      const point = cell.series.points[cell.at];
      if (point?.night !== night) continue;
      cell.at += 1;
      const { pins } = point;
      // That of the run, which stands in all its rows.
      if (Number.isNaN(control) && point.controlMs > 0) control = Math.log(point.controlMs);
      machine = pins.cpu_model;
      if (!isMeasured(point)) continue;
      values.set(cell.id, Math.log(Number(point.value)));
      if (cell.definition !== pins.definition || cell.lockfile !== pins.lockfile) {
        if (cell.definition !== undefined) changed.add(cell.id);
        cell.definition = pins.definition;
        cell.lockfile = pins.lockfile;
      }
      note(cell.own, place);
      note(cell.ofVariant, place);
    }
    if (values.size > 0 && !Number.isNaN(control)) note(this.#family, place);
    return { values, machine, changed, control: Number.isNaN(control) ? undefined : control };
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
