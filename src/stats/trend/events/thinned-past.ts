import type { ThinnedPast } from '../../../record/history/change-points.ts';
import type { History } from '../../../record/history/history.ts';
import type { Found } from './explained.ts';
import { isNear } from './found-events.ts';

/** What nights have told before they were thinned. */
interface KnownPast {
  /** Place of the last night whose findings are known. */
  readonly until: number;
  readonly changes: readonly Found[];
}

/** The same by the places that nights have now. A change whose nights are gone is left out. */
export function foundBefore({ until, changes }: ThinnedPast, placeOf: (runId: string) => number): KnownPast {
  const isThere = (place: number): boolean => !Number.isNaN(place);
  const found = changes.map(({ scope, series, shift, since, found: foundIn }): Found => ({
    ...{ scope, id: series, kind: 'confirmed', shift, since: placeOf(since), found: placeOf(foundIn) },
  }));
  const there = found.filter((one) => isThere(one.since) && isThere(one.found));
  const ends = [...until.map(placeOf), ...there.map((one) => one.found)];
  return { until: Math.max(-1, ...ends.filter(isThere)), changes: there };
}

/** Whether a finding tells nothing new: its night had told all that it had to tell, or the change is known. */
export const tellsAgain = ({ until, changes }: KnownPast, one: Found): boolean =>
  one.found <= until || changes.some((change) => change.id === one.id && isNear(change, one));

/** What all nights of a history have told, by runs: it stays true when nights are thinned. */
export function pastOf({ nights }: Pick<History, 'nights'>, confirmed: readonly Found[]): ThinnedPast {
  const runOf = (place: number): string => nights[place]?.runId ?? '';
  return {
    until: nights.slice(-1).map(({ runId }) => runId),
    changes: confirmed.map(({ scope, id, shift, since, found }) => ({
      ...{ scope, series: id, shift, since: runOf(since), found: runOf(found) },
    })),
  };
}
