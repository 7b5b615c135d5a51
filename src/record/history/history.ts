import { hash } from 'node:crypto';
import type { RowOf } from '../../domain/metrics/column.ts';
import type { nightMetrics } from '../../domain/metrics/night.ts';

export type NightRow = RowOf<typeof nightMetrics>;

/** What is built and how; an empty text where the run does not say. */
export type Inputs = Readonly<Record<'definition' | 'base' | 'lockfile' | 'cold_method', string>>;

/** Where it is built, by what, and the commit; mostly all rows of a night have the same. */
export type Surroundings = Readonly<
  Record<'commit' | 'engine' | 'buildx' | 'kernel' | 'cpu_model' | 'image_store', string>
>;

export type Pins = Inputs & Surroundings;

export interface Night {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What a night says of a series, as far as a rule or a report looks at it. Numbers that are not there are NaN. */
export interface Point {
  readonly night: Night;
  /** Of a time in ms, NaN if nothing was measured; of what is exact its text. */
  readonly value: number | string;
  readonly samples: number;
  readonly state: string;
  readonly pins: Pins;
}

/**
 * A point as ten years of them are in memory at once. There is a commit for each night, and there are inputs of each variant: texts of
 * both would be nearly as many as points. So its pins are made when somebody asks.
 */
export class ReadPoint implements Point {
  readonly night: Night;
  readonly value: number | string;
  readonly samples: number;
  readonly state: string;
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;

  constructor(night: Night, { value, samples, state, inputs, surroundings }: Said) {
    this.night = night;
    this.value = value;
    this.samples = samples;
    this.state = state;
    this.inputs = inputs;
    this.surroundings = surroundings;
  }

  get pins(): Pins {
    return { ...this.inputs, ...this.surroundings };
  }
}

export type Pinned = Pick<Point, 'pins'>;

/** What of the pins of a point is its variant's, and what the night's: looked at half a million times, without making them. */
export const inputsOf = (point: Pinned): Inputs => (point instanceof ReadPoint ? point.inputs : point.pins);
export const surroundingsOf = (point: Pinned): Surroundings =>
  point instanceof ReadPoint ? point.surroundings : point.pins;

/** What a row says beside its night and its series. */
export interface Said extends Omit<Point, 'night' | 'pins'> {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
}

export interface SeriesId {
  readonly app: string;
  readonly strategy: string;
  /** Empty for an image. */
  readonly scenario: string;
  readonly metric: string;
}

export interface Series extends SeriesId {
  /** The oldest first. */
  readonly points: readonly Point[];
}

export interface History {
  /** The oldest first. */
  readonly nights: readonly Night[];
  /** By `seriesKey`. */
  readonly series: ReadonlyMap<string, Series>;
  /** By run, of those that have one, what the control took, ms: it stands in all rows of a night. */
  readonly controls: ReadonlyMap<string, number>;
  /** By run, a checksum of its rows as they stood in the files when they were read; of what was not read from files there is none. */
  readonly prints?: ReadonlyMap<string, number>;
}

/** `go/slim/cold wall_ms`, `go/slim size_bytes`. */
export const seriesKey = ({ app, strategy, scenario, metric }: SeriesId): string =>
  `${app}/${strategy}${scenario === '' ? '' : `/${scenario}`} ${metric}`;

/** Names so many of the first nights with their rows: if any row of them is another one, or there is one more, it is another text. */
export function printOf({ nights, prints }: Pick<History, 'nights' | 'prints'>, count: number): string {
  const lines = nights.slice(0, count).map(({ runId, at }) => `${at} ${runId} ${prints?.get(runId)}\n`);
  return hash('sha256', lines.join(''));
}
