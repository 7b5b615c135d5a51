import { median } from 'simple-statistics';
import { cellId } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { visitRows } from '../samples/visit-rows.ts';
import { expectedHalfWidth } from './interval-forecast.ts';

/**
 * By cell: the noise that its interval shows, with which one would have been expected that is as wide as it is; relative to
 * the median. A cell without an interval is left out. Where samples lie close together, except a few, the robust
 * measure of noise says little, and the interval is wide all the same.
 */
export function shownNoise(builds: readonly KeptBuild[]): Map<string, number> {
  const samples = Map.groupBy(
    visitRows(builds).filter(({ phase, state }) => phase === 'measure' && state === 'built'),
    cellId,
  );
  return new Map(
    [...samples].flatMap(([cell, rows]): [string, number][] => {
      const times = rows.flatMap(({ wall_ms: wallMs }) => (wallMs === undefined ? [] : [wallMs]));
      const [interval, unit] = [medianInterval(times), expectedHalfWidth(1, times.length)];
      if (interval === undefined || unit === undefined) return [];
      return [[cell, (interval.high - interval.low) / 2 / median(times) / unit]];
    }),
  );
}
