import type { RowOf } from '../../domain/metrics/column.ts';
import type { nightMetrics } from '../../domain/metrics/night.ts';

export type NightRow = RowOf<typeof nightMetrics>;

/** What was built, and on what: columns that all rows of a variant share in a night. */
export type Pins = Pick<
  NightRow,
  | 'control_ms'
  | 'definition'
  | 'base'
  | 'lockfile'
  | 'commit'
  | 'engine'
  | 'buildx'
  | 'kernel'
  | 'cpu_model'
  | 'image_store'
  | 'cold_method'
>;

export interface Night {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What a night says of a series. */
export interface Point {
  readonly night: Night;
  /** As it stands in the file; empty if nothing was measured. */
  readonly value: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly samples: number | undefined;
  readonly state: string;
  readonly foreignCpu: number | undefined;
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
}

/** `go/slim/cold wall_ms`, `go/slim size_bytes`. */
export const seriesKey = ({ app, strategy, scenario, metric }: SeriesId): string =>
  `${app}/${strategy}${scenario === '' ? '' : `/${scenario}`} ${metric}`;

/** The metric of times. */
export const timeMetric = 'wall_ms';
/** What an image was built on, with whole digests. */
export const basesMetric = 'bases';
