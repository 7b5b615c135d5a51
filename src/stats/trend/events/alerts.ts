import { variantId } from '../../../domain/run/plan.ts';
import { seriesKey, type History, type Night } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { isRegression, type TimeEvent } from './time-event.ts';
import { isPinned, type Cause } from './causes.ts';
import { placesOf } from './found-events.ts';
import { isBetter, type ExactChange } from './exact-changes.ts';

/** What somebody has to look at: one for everything that one cause did in one night. */
export interface Alert {
  /** The same for the same event as long as the history lasts: `20260302-go-slim-cold-slower`. */
  readonly id: string;
  /** The first night at the new level. */
  readonly since: Night;
  readonly causes: readonly Cause[];
  /** `regression`: slower, or worse, for a reason that can be mended; `change`: neither better nor worse, or nobody's doing. */
  readonly verdict: 'regression' | 'improvement' | 'change' | 'environment';
  readonly time?: TimeEvent;
  /** Further events of the same night and the same cause. */
  readonly also?: readonly TimeEvent[];
  readonly exact?: readonly ExactChange[];
}

/** Changes of times, and changes of what is exact that came in one night of one cause, the newest first. */
export function alertsOf({
  confirmed,
  exact,
  history,
}: Pick<Trend, 'confirmed' | 'exact'> & { readonly history: Pick<History, 'nights'> }): Alert[] {
  const times = [...Map.groupBy(confirmed, ({ alert }) => alert).values()].map(timeAlert);
  const byDate = (a: Alert, b: Alert): number =>
    a.since.at < b.since.at ? -1 : a.since.at > b.since.at ? 1 : 0;
  const ofExact = exactAlerts(exact, placesOf(history)).toSorted(byDate);
  return [...times, ...numbered(ofExact)].toSorted(byDate).toReversed();
}

/** Of two nights of one day the later one has a number behind its id. */
function numbered(alerts: readonly Alert[]): Alert[] {
  const known = new Map<string, number>();
  return alerts.map((alert) => {
    const count = (known.get(alert.id) ?? 0) + 1;
    known.set(alert.id, count);
    return count === 1 ? alert : { ...alert, id: `${alert.id}-${count}` };
  });
}

/** What was found first stands first. */
function timeAlert(events: readonly TimeEvent[]): Alert {
  const [time, ...also] = events.toSorted((a, b) =>
    a.found.at === b.found.at ? sizeOf(b) - sizeOf(a) : a.found.at < b.found.at ? -1 : 1,
  );
  if (time === undefined) throw new Error('a group without an event');
  const all = [time, ...also];
  return {
    id: time.alert,
    ...{ since: time.since, causes: distinct(all.flatMap(({ causes }) => causes)), time },
    ...(also.length > 0 && { also }),
    verdict: time.direction === -1 ? 'improvement' : all.some(isRegression) ? 'regression' : 'environment',
  };
}

const sizeOf = ({ ratio }: TimeEvent): number => Math.abs(Math.log(ratio));

/** One for each night and cause; what nothing explains is one for each image, until enough nights pass without it. */
function exactAlerts(exact: readonly ExactChange[], placeOf: (runId: string) => number): Alert[] {
  const isExplained = ({ causes }: ExactChange): boolean => causes.length > 0;
  const ofCauses = Map.groupBy(
    exact.filter(isExplained),
    ({ night, causes }) => `${night.runId} ${kindsOf(causes)}`,
  );
  const ofImages = Map.groupBy(
    exact.filter((change) => !isExplained(change)),
    ({ series }) => variantId(series),
  );
  const spells = [...ofImages.values()].flatMap((changes) => spellsOf(changes, placeOf));
  return [...ofCauses.values(), ...spells].map(exactAlert);
}

/** What nothing explains, and what has not come again for so many nights, was a chance. */
export const calmNights = 14;

/** Changes of one image, the oldest first, cut where so many nights lie between two that the first of them had cleared. */
function spellsOf(
  changes: readonly ExactChange[],
  placeOf: (runId: string) => number,
): (readonly ExactChange[])[] {
  const spells: ExactChange[][] = [];
  for (const change of changes) {
    const last = spells.at(-1);
    const before = last?.at(-1);
    const isCalm =
      before !== undefined && placeOf(change.night.runId) - placeOf(before.night.runId) > calmNights;
    if (last === undefined || isCalm) spells.push([change]);
    else last.push(change);
  }
  return spells;
}

function exactAlert(changes: readonly ExactChange[]): Alert {
  const [first] = changes;
  if (first === undefined) throw new Error('a group without a change');
  const { causes, series, night } = first;
  const what = causes.length === 0 ? `${series.app}-${series.strategy}-unexplained` : kindsOf(causes);
  return {
    id: `${dayOf(night)}-exact-${what}`,
    ...{ since: night, causes: distinct(changes.flatMap((change) => change.causes)), exact: changes },
    verdict: verdictOfExact(changes),
  };
}

const dayOf = ({ at }: Night): string => at.slice(0, 10).replaceAll('-', '');

/** `base+lockfile` */
const kindsOf = (causes: readonly Cause[]): string => [...new Set(causes.map(({ kind }) => kind))].join('+');

function distinct(causes: readonly Cause[]): Cause[] {
  const known = new Map(causes.map((cause) => [JSON.stringify(cause), cause]));
  return [...known.values()];
}

/** Bytes and counts have no noise: what nothing pinned explains is an image that is not reproducible. */
function verdictOfExact(changes: readonly ExactChange[]): Alert['verdict'] {
  if (changes.some(({ better }) => better === false))
    return changes.some(({ causes }) => causes.some(isPinned)) ? 'regression' : 'change';
  return changes.every(({ better }) => better === true) ? 'improvement' : 'change';
}

/** `go/slim`, `node/slim`: the images of which something exact changed. */
export const imagesOf = (changes: readonly ExactChange[]): string[] => [
  ...new Set(changes.map(({ series }) => variantId(series))),
];

/** The first night that told of it. */
export const foundIn = ({ time, since }: Pick<Alert, 'time' | 'since'>): Night => time?.found ?? since;

/**
 * Whether a night has to fail: something that became worse by so much or more (a share, 0.05), for a pinned cause, of which this night is
 * the first that found so much, and that nobody has accepted.
 */
export function failsNight(alert: Alert, night: Night, failOn: number, accepted: Decisions): boolean {
  if (alert.verdict !== 'regression' || accepted.has(alert.id)) return false;
  const { time, also = [] } = alert;
  if (time === undefined) return alert.since.runId === night.runId && worsening(alert) >= failOn;
  const [first] = [time, ...also]
    .filter(isRegression)
    .flatMap(({ parts }) => parts)
    .filter(({ ratio }) => roundedShare(ratio - 1) >= failOn)
    .map(({ found }) => found)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first?.runId === night.runId;
}

/** What was decided about alerts, by their ids. */
export type Decisions = Pick<ReadonlySet<string>, 'has'>;

/** By which share it became worse: of several things that of the worst; endless where there was nothing before. */
export function worsening({ time, also = [], exact = [] }: Alert): number {
  if (time !== undefined) return Math.max(...[time, ...also].map(({ ratio }) => roundedShare(ratio - 1)));
  const shares = exact
    .filter(({ better, causes }) => better === false && causes.some(isPinned))
    .map(({ before, after }) => Math.abs(Number(after) - Number(before)) / Math.abs(Number(before)));
  // What is no number is another thing altogether.
  return Math.max(0, ...shares.map((share) => (Number.isNaN(share) ? Infinity : share)));
}

/** 1.05 - 1 is less than 0.05 for a computer. */
const roundedShare = (share: number): number => Number(share.toFixed(9));

/** What has become of an alert; `cleared`: everything is again as it was, or better. */
export type AlertState = 'open' | 'accepted' | 'cleared';

export function stateOf(
  alert: Alert,
  { confirmed, history }: Pick<Trend, 'confirmed' | 'history'>,
  accepted: Decisions,
): AlertState {
  if (accepted.has(alert.id)) return 'accepted';
  const { time, also = [], exact = [] } = alert;
  const isCleared =
    time === undefined
      ? isExactCleared(exact, history)
      : [time, ...also].every((event) => levelSince(event, confirmed) <= highestCleared);
  return isCleared ? 'cleared' : 'open';
}

/** What nothing explains may come back the next night, whatever it is now: only nights without it tell. */
function isExactCleared(exact: readonly ExactChange[], history: History): boolean {
  const last = exact.at(-1);
  if (last === undefined || last.causes.length > 0)
    return exact.every((change) => isAsBefore(change, history));
  return !history.nights.slice(-calmNights).some(({ runId }) => runId === last.night.runId);
}

/** A level that is so near to what it was is what it was. */
const highestCleared = 1.03;

/** Of what an event is about, the level now ÷ the level before it: later events about all of it are steps from there. */
function levelSince(event: TimeEvent, confirmed: readonly TimeEvent[]): number {
  return confirmed
    .filter((other) => other.since.at > event.since.at && isAboutAllOf(other, event))
    .reduce((level, other) => level * other.ratio, event.ratio);
}

const isAboutAllOf = (other: TimeEvent, event: TimeEvent): boolean =>
  other.subject === event.subject ||
  (event.cells.length > 0 &&
    event.cells.every((cell) => other.cells.includes(cell) || cell.startsWith(`${other.subject}/`)));

function isAsBefore(
  { series, before }: ExactChange,
  { series: all }: Pick<Trend['history'], 'series'>,
): boolean {
  const now = all
    .get(seriesKey(series))
    ?.points.findLast(({ value, state }) => state === 'built' && value !== '');
  return (
    now !== undefined &&
    (String(now.value) === before || isBetter(series.metric, before, String(now.value)) === true)
  );
}
