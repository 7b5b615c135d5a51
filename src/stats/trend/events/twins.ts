import { timeMetric } from '../../../domain/metrics/night.ts';
import type { ThinnedNights } from '../../../record/history/change-points.ts';
import type { History, Series } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { isAbout } from './explained.ts';
import { placesOf } from './found-events.ts';
import { cellOf, isMeasured, type Cell } from './night-feed.ts';
import type { TimeEvent } from './time-event.ts';

/** How often this machine cries wolf: what was confirmed of one of two names of the same Dockerfile, and not of the other. */
export interface FalseAlarms {
  /** Series that have a twin. */
  readonly series: number;
  /** Their measured nights ÷ 365. */
  readonly years: number;
  readonly slowdowns: number;
  readonly speedups: number;
}

/** One of two twins may be found so many nights before the other. */
const reach = 21;

/**
 * What is confirmed of one of two twins, and neither confirmed nor suspected of the other; what was built again to see is true. `thinned`:
 * nights that were measured, too, and whose alarms are known.
 */
export function falseAlarms(
  { history, confirmed, suspected }: Pick<Trend, 'history' | 'confirmed' | 'suspected'>,
  thinned: readonly ThinnedNights[] = [],
): FalseAlarms | undefined {
  const twins = twinsOf(history);
  if (twins.size === 0) return undefined;
  const all = timesOf(history);
  const left = all
    .filter(({ id }) => twins.has(id))
    .reduce((sum, { series: { points } }) => sum + points.filter(isMeasured).length, 0);
  const nights = thinned
    .filter(({ series }) => twins.has(series))
    .reduce((sum, one) => sum + one.nights, left);
  const cells = new Map(all.map((cell) => [cell.id, cell]));
  const places = placesOf(history);
  const placeOf = ({ since }: TimeEvent): number => places(since.runId);
  const isTold = (twin: string, event: TimeEvent): boolean => {
    const cell = cells.get(twin);
    return [...confirmed, ...suspected].some(
      (other) =>
        cell !== undefined &&
        other.direction === event.direction &&
        isAbout(other, cell) &&
        Math.abs(placeOf(other) - placeOf(event)) <= reach,
    );
  };
  const isShown = ({ answer, direction }: TimeEvent, cell: string): boolean =>
    direction === 1 && answer?.verdict === 'slower' && answer.series === cell;
  const alone = confirmed.filter((event) =>
    event.cells.some(
      (cell) =>
        twins.has(cell) &&
        !isShown(event, cell) &&
        !(twins.get(cell) ?? []).some((twin) => isTold(twin, event)),
    ),
  );
  return {
    ...{ series: twins.size, years: nights / 365 },
    slowdowns: alone.filter(({ direction }) => direction === 1).length,
    speedups: alone.filter(({ direction }) => direction === -1).length,
  };
}

const timesOf = ({ series }: History): Cell[] =>
  [...series.values()].filter(({ metric }) => metric === timeMetric).map(cellOf);

/**
 * By the id of a cell those of its twins: the newest night that has both says that they are one Dockerfile on one base. A series that was
 * given another name is in no night under both.
 */
export function twinsOf(history: History): ReadonlyMap<string, readonly string[]> {
  const alike = Map.groupBy(timesOf(history), ({ series: { app, scenario } }) => `${app}/${scenario}`);
  const found = [...alike.values()].flatMap((cells) =>
    cells.flatMap((one): [string, string[]][] => {
      const twins = cells.filter((other) => one !== other && areTwins(one.series, other.series));
      return twins.length === 0 ? [] : [[one.id, twins.map(({ id }) => id)]];
    }),
  );
  return new Map(found);
}

function areTwins({ points }: Series, { points: others }: Series): boolean {
  let [own, other] = [points.length - 1, others.length - 1];
  for (;;) {
    const [one, two] = [points[own], others[other]];
    if (one === undefined || two === undefined) return false;
    if (one.night.runId === two.night.runId)
      return (
        one.pins.definition !== '' &&
        one.pins.definition === two.pins.definition &&
        one.pins.base === two.pins.base
      );
    if (one.night.at >= two.night.at) own -= 1;
    else other -= 1;
  }
}
