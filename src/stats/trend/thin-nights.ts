import { timeMetric } from '../../domain/metrics/night.ts';
import type { ThinnedNights, ThinnedPast } from '../../record/history/change-points.ts';
import type { History, Series } from '../../record/history/history.ts';
import type { KeptTrend, Trend } from './analyse-trend.ts';
import { alertsOf, calmNights, stateOf } from './events/alerts.ts';
import { placesOf } from './events/found-events.ts';
import { cellOf, isMeasured } from './events/night-feed.ts';
import { pastOf } from './events/thinned-past.ts';

/** Nights around a change that show it: as many as a detector looks at. */
const around = 21;
/** In one of so many nights before a change its variant was measured. */
const fewBefore = 3;

/** How a history is thinned. */
interface Thinning {
  /** Nights of so many days before the newest one stay. */
  readonly days: number;
  /** The number of the day of a date. */
  readonly dayOf: (at: string) => number;
  /** Decides about a whole history. */
  readonly analyse: (history: History, past: ThinnedPast | undefined) => Trend & { readonly kept: KeptTrend };
}

/** What may be forgotten of a history. */
interface Forgotten {
  /** Runs of nights whose times go. */
  readonly gone: ReadonlySet<string>;
  /** What has to be known of all nights then. */
  readonly past: ThinnedPast;
}

/**
 * Runs of nights whose times may be forgotten: those that are older than so many days before the newest night, but for the first of each
 * week, for 21 nights on each side of every change of times, and for those around a change of what is exact. A rule that sees fewer nights finds
 * some changes a night later, or not at all, and people have decided about alerts by their ids. So what the nights have told is kept by
 * itself (`past`), and the thinned history is analysed, too: around each alert that it tells otherwise more nights stay, twice as many in
 * each turn, until it tells the same.
 */
export function nightsToForget(
  history: History,
  past: ThinnedPast | undefined,
  thinning: Thinning,
): Forgotten {
  const trend = thinning.analyse(history, past);
  const now = pastOf(history, trend.kept.confirmed);
  const placeOf = placesOf(history);
  const before = toldBy(trend);
  const near = new Map<number, number>();
  const thin = thinnable(trend, thinning);
  for (let reach = 2 * around; ; reach *= 2) {
    const gone = new Set(
      [...thin].flatMap(([runId, place]) =>
        [...near].some(([change, nights]) => Math.abs(change - place) <= nights) ? [] : [runId],
      ),
    );
    const known = [...(past?.thinned ?? []), ...countsOf(history, gone)];
    const forgotten = { gone, past: { ...now, ...(known.length > 0 && { thinned: known }) } };
    if (gone.size === 0) return forgotten;
    const after = toldBy(thinning.analyse(thinned(history, gone), now));
    const odd = [...before, ...after].filter(([told]) => !before.has(told) || !after.has(told));
    if (odd.length === 0) return forgotten;
    for (const [, runId] of odd) near.set(placeOf(runId), reach);
  }
}

/** Of each series in how many of these nights it was measured: how often it cries wolf is counted by them. */
function countsOf({ series }: History, gone: ReadonlySet<string>): ThinnedNights[] {
  return [...series.values()].flatMap((one): ThinnedNights[] => {
    if (one.metric !== timeMetric) return [];
    const measured = one.points.filter((point) => gone.has(point.night.runId) && isMeasured(point));
    const [first, last] = [measured[0], measured.at(-1)];
    if (first === undefined || last === undefined) return [];
    const nights = { first: first.night.runId, last: last.night.runId, nights: measured.length };
    return [{ series: cellOf(one).id, ...nights }];
  });
}

/** What a history tells: each alert as somebody has decided about it, and the run since which it is. */
const toldBy = (trend: Trend): ReadonlyMap<string, string> =>
  new Map(
    alertsOf(trend).map((alert) => [
      [alert.id, alert.verdict, stateOf(alert, trend, new Set())].join(' '),
      alert.since.runId,
    ]),
  );

/** A history without the times of some nights, as `compactHistory` leaves it. */
export function thinned({ nights, series, controls }: History, gone: ReadonlySet<string>): History {
  const left = [...series].map(([key, one]): [string, Series] => [
    key,
    one.metric === timeMetric
      ? { ...one, points: one.points.filter(({ night }) => !gone.has(night.runId)) }
      : one,
  ]);
  const there = new Set(left.flatMap(([, { points }]) => points.map(({ night }) => night)));
  return { controls, nights: nights.filter((night) => there.has(night)), series: new Map(left) };
}

/** Runs that no change known so far needs, with their places. */
function thinnable(
  { history: { nights }, confirmed, exact }: Trend,
  { days, dayOf }: Thinning,
): ReadonlyMap<string, number> {
  const last = nights.at(-1);
  if (last === undefined) return new Map();
  const limit = dayOf(last.at) - days;
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  const changes = confirmed.flatMap(({ since, found }) => [places.get(since.runId), places.get(found.runId)]);
  const isNearChange = (place: number): boolean =>
    changes.some((change) => change !== undefined && Math.abs(change - place) <= around);
  // The causes of a change of what is exact are told by the night before it; that one without causes is over, by those after it.
  const spans = exact.map(({ night, causes }): readonly [from: number, to: number] => {
    const change = places.get(night.runId) ?? NaN;
    return [change - fewBefore, change + (causes.length === 0 ? calmNights + 1 : 0)];
  });
  const isNearExact = (place: number): boolean => spans.some(([from, to]) => place >= from && place <= to);
  const weekOf = (at: string): number => Math.floor(dayOf(at) / 7);
  return new Map(
    nights.flatMap(({ runId, at }, place) => {
      const before = nights[place - 1];
      const isFirstOfWeek = before === undefined || weekOf(before.at) !== weekOf(at);
      return dayOf(at) >= limit || isFirstOfWeek || isNearChange(place) || isNearExact(place)
        ? []
        : [[runId, place] as const];
    }),
  );
}
