import type { Trend } from './analyse-trend.ts';

/** Nights around a change that show it: as many as a detector looks at. */
const around = 21;
const day = 86_400_000;
const week = 7 * day;

/**
 * Runs of nights whose times may be forgotten: those that are older than so many days before the newest night, but for the first of each
 * week, and but for 21 nights on each side of every change.
 */
export function nightsToForget(
  { history: { nights }, confirmed }: Pick<Trend, 'history' | 'confirmed'>,
  days: number,
): ReadonlySet<string> {
  const last = nights.at(-1);
  if (last === undefined) return new Set();
  const limit = Date.parse(last.at) - days * day;
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  const changes = confirmed.flatMap(({ since, found }) => [places.get(since.runId), places.get(found.runId)]);
  const isNearChange = (place: number): boolean =>
    changes.some((change) => change !== undefined && Math.abs(change - place) <= around);
  const weekOf = (at: string): number => Math.floor(Date.parse(at) / week);
  return new Set(
    nights.flatMap(({ runId, at }, place) => {
      const before = nights[place - 1];
      const isFirstOfWeek = before === undefined || weekOf(before.at) !== weekOf(at);
      return Date.parse(at) >= limit || isFirstOfWeek || isNearChange(place) ? [] : [runId];
    }),
  );
}
