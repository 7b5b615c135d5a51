import type { RowOf } from '../../domain/metrics/column.ts';
import type { nightMetrics } from '../../domain/metrics/night.ts';

export type NightRow = RowOf<typeof nightMetrics>;

/** What was built, on what and where; an empty text where the run does not say. */
export type Pins = Readonly<
  Record<
    | 'definition'
    | 'base'
    | 'lockfile'
    | 'commit'
    | 'engine'
    | 'buildx'
    | 'kernel'
    | 'cpu_model'
    | 'image_store'
    | 'cold_method',
    string
  >
>;

export interface Night {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * What a night says of a series, as far as a rule looks at it: ten years of them are in memory at once. Numbers that are not there are
 * NaN.
 */
export interface Point {
  readonly night: Night;
  /** Of a time in ms, NaN if nothing was measured; of what is exact its text. */
  readonly value: number | string;
  readonly samples: number;
  readonly state: string;
  readonly pins: Pins;
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
}

/** `go/slim/cold wall_ms`, `go/slim size_bytes`. */
export const seriesKey = ({ app, strategy, scenario, metric }: SeriesId): string =>
  `${app}/${strategy}${scenario === '' ? '' : `/${scenario}`} ${metric}`;
