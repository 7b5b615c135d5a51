import type { Trend } from './analyse-trend.ts';

/** Nights around a change that show it: as many as a detector looks at. */
const around = 21;
/** In one of so many nights before a change its variant was measured. */
const fewBefore = 3;

/**
 * Runs of nights whose times may be forgotten: those that are older than so many days before the newest night, but for the first of each
 * week, for 21 nights on each side of every change of times, and for those of and before a change of what is exact. `dayOf`: the number of
 * the day of a date.
 */
export function nightsToForget(
  { history: { nights }, confirmed, exact }: Pick<Trend, 'history' | 'confirmed' | 'exact'>,
  days: number,
  dayOf: (at: string) => number,
): ReadonlySet<string> {
  const last = nights.at(-1);
  if (last === undefined) return new Set();
  const limit = dayOf(last.at) - days;
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  const changes = confirmed.flatMap(({ since, found }) => [places.get(since.runId), places.get(found.runId)]);
  const isNearChange = (place: number): boolean =>
    changes.some((change) => change !== undefined && Math.abs(change - place) <= around);
  const exactPlaces = exact.map(({ night }) => places.get(night.runId) ?? NaN);
  // The causes of a change of what is exact are told by the night before it.
  const isNearExact = (place: number): boolean =>
    exactPlaces.some((change) => change - place >= 0 && change - place <= fewBefore);
  const weekOf = (at: string): number => Math.floor(dayOf(at) / 7);
  return new Set(
    nights.flatMap(({ runId, at }, place) => {
      const before = nights[place - 1];
      const isFirstOfWeek = before === undefined || weekOf(before.at) !== weekOf(at);
      return dayOf(at) >= limit || isFirstOfWeek || isNearChange(place) || isNearExact(place) ? [] : [runId];
    }),
  );
}
