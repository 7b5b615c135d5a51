import { timeMetric } from '../../../domain/metrics/night.ts';
import type { Series } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { cellOf, isMeasured } from './night-feed.ts';
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

/** Two series of a scenario are twins if their newest nights have the same definition and base under two names. */
export function falseAlarms({
  history,
  confirmed,
}: Pick<Trend, 'history' | 'confirmed'>): FalseAlarms | undefined {
  const all = [...history.series.values()].filter(({ metric }) => metric === timeMetric);
  const twinOf = new Map<string, string>();
  for (const one of all) {
    const twin = all.find((other) => areTwins(one, other));
    if (twin !== undefined) twinOf.set(cellOf(one).id, cellOf(twin).id);
  }
  if (twinOf.size === 0) return undefined;
  const nights = all
    .filter((series) => twinOf.has(cellOf(series).id))
    .reduce((sum, { points }) => sum + points.filter(isMeasured).length, 0);
  const places = new Map(history.nights.map(({ runId }, place) => [runId, place]));
  const placeOf = ({ since }: TimeEvent): number => places.get(since.runId) ?? NaN;
  const isTold = (cell: string, event: TimeEvent): boolean =>
    confirmed.some(
      (other) =>
        other.direction === event.direction &&
        other.cells.includes(cell) &&
        Math.abs(placeOf(other) - placeOf(event)) <= reach,
    );
  const alone = confirmed.filter((event) =>
    event.cells.some((cell) => {
      const twin = twinOf.get(cell);
      return twin !== undefined && !isTold(twin, event);
    }),
  );
  return {
    ...{ series: twinOf.size, years: nights / 365 },
    slowdowns: alone.filter(({ direction }) => direction === 1).length,
    speedups: alone.filter(({ direction }) => direction === -1).length,
  };
}

function areTwins(one: Series, other: Series): boolean {
  const [pins, others] = [one.points.at(-1)?.pins, other.points.at(-1)?.pins];
  if (pins === undefined || pins.definition === '') return false;
  return (
    one !== other &&
    one.app === other.app &&
    one.scenario === other.scenario &&
    pins.definition === others?.definition &&
    pins.base === others.base
  );
}
