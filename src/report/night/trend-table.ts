import { median } from 'simple-statistics';
import { formatMs } from '../../domain/units.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import { seriesKey, type Point, type Series } from '../../record/history/history.ts';
import type { Trend } from '../../stats/trend/analyse-trend.ts';
import { isAbout } from '../../stats/trend/events/explained.ts';
import { cellOf } from '../../stats/trend/events/night-feed.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import type { ShownTable } from '../table.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { sparkline } from './sparkline.ts';

const bars = 30;
/** Nights of which the median is what a series takes now, and what it took before. */
const few = 7;

const valueOf = ({ value, state }: Point): number | undefined =>
  state === 'built' && typeof value === 'number' && value > 0 ? value : undefined;

/** Every cell with its last nights, what it takes now, and what changed. */
export function trendTable(trend: Trend): ShownTable {
  const series = [...trend.history.series.values()].filter(({ metric }) => metric === timeMetric);
  const last = trend.history.nights.at(-1);
  return {
    cells: {
      head: ['app', 'strategy', 'scenario', `last ${bars} nights`, 'now', 'before', 'state'],
      rows: series.toSorted(byName).map((one) => {
        const known = one.points.flatMap((point) => valueOf(point) ?? []);
        const about = trend.confirmed.filter((event) => isAbout(event, cellOf(one)));
        // What names the cell tells its own ratio; else that of its variant, or of all.
        const event = about.findLast(({ cells }) => cells.length > 0) ?? about.at(-1);
        const isAlive = last !== undefined && one.points.at(-1)?.night === last;
        return [
          ...[one.app, one.strategy, one.scenario],
          sparkline(one.points.map(valueOf), bars),
          known.length === 0 ? '–' : formatMs(median(known.slice(-few))),
          known.length <= few ? '–' : formatMs(median(known.slice(-5 * few, -few))),
          stateText(one, event, trend.suspected, isAlive),
        ];
      }),
      right: [false, false, false, false, true, true, false],
      keys: 3,
    },
    footnotes: [
      `now: the median of the last ${few} nights; before: of the ${4 * few} before them; a dot: not measured that night`,
    ],
  };
}

const byName = (a: Series, b: Series): number => (seriesKey(a) < seriesKey(b) ? -1 : 1);

function stateText(
  series: Series,
  event: TimeEvent | undefined,
  suspected: readonly TimeEvent[],
  isAlive: boolean,
): string {
  if (!isAlive) return `ended ${series.points.at(-1)?.night.at.slice(0, 10) ?? ''}`;
  if (suspected.some((one) => isAbout(one, cellOf(series)))) return 'suspected';
  return event === undefined ? '' : `× ${formatRatio(event.ratio)} since ${event.since.at.slice(0, 10)}`;
}
