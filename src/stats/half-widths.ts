import { median } from 'simple-statistics';
import { cellId } from '../domain/plan.ts';
import type { BuildRow } from '../record/rows.ts';
import { medianInterval } from './median-interval.ts';

/** By cell: half of the 95 % interval of its median, relative to the median; not there for too few samples. */
export function halfWidths(builds: readonly BuildRow[]): Map<string, number> {
  const samples = Map.groupBy(
    builds.filter(({ phase, state }) => phase === 'measure' && state === 'built'),
    cellId,
  );
  return new Map(
    [...samples].flatMap(([cell, rows]) => {
      const times = rows.flatMap(({ wall_ms: wallMs }) => (wallMs === undefined ? [] : [wallMs]));
      const interval = medianInterval(times);
      return interval === undefined ? [] : [[cell, (interval.high - interval.low) / 2 / median(times)]];
    }),
  );
}
