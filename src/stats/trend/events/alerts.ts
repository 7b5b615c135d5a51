import { variantId } from '../../../domain/run/plan.ts';
import { seriesKey, type Night } from '../../../record/history/history.ts';
import type { Trend } from '../analyse-trend.ts';
import { isRegression, type TimeEvent } from './time-event.ts';
import { isPinned, type Cause } from './causes.ts';
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
  readonly exact?: readonly ExactChange[];
}

/** Changes of times, and changes of what is exact that came in one night of one cause, the newest first. */
export function alertsOf({ confirmed, exact }: Pick<Trend, 'confirmed' | 'exact'>): Alert[] {
  const times = confirmed.map((time): Alert => ({
    id: `${dayOf(time.name.since)}-${time.name.subject.replaceAll('/', '-')}-${time.direction === 1 ? 'slower' : 'faster'}`,
    ...{ since: time.since, causes: time.causes, time, verdict: verdictOfTime(time) },
  }));
  const groups = Map.groupBy(exact, ({ night, causes }) => `${night.runId} ${kindsOf(causes)}`);
  const exacts = [...groups.values()].flatMap((changes): Alert[] => {
    const [first] = changes;
    if (first === undefined) return [];
    const causes = distinct(changes.flatMap((change) => change.causes));
    return [
      {
        id: `${dayOf(first.night)}-exact-${kindsOf(first.causes) || 'unexplained'}`,
        ...{ since: first.night, causes, exact: changes },
        verdict: verdictOfExact(changes),
      },
    ];
  });
  return [...times, ...exacts].toSorted((a, b) =>
    a.since.at > b.since.at ? -1 : a.since.at < b.since.at ? 1 : 0,
  );
}

const dayOf = ({ at }: Night): string => at.slice(0, 10).replaceAll('-', '');

/** `base+lockfile` */
const kindsOf = (causes: readonly Cause[]): string => [...new Set(causes.map(({ kind }) => kind))].join('+');

function distinct(causes: readonly Cause[]): Cause[] {
  const known = new Map(causes.map((cause) => [JSON.stringify(cause), cause]));
  return [...known.values()];
}

function verdictOfTime(event: TimeEvent): Alert['verdict'] {
  if (event.direction === -1) return 'improvement';
  return isRegression(event) ? 'regression' : 'environment';
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
 * Whether a night has to fail: something that became worse by so much or more (a share, 0.05), for a pinned cause, that was found in this
 * night and that nobody has accepted.
 */
export const failsNight = (
  alert: Alert,
  night: Night,
  failOn: number,
  accepted: ReadonlySet<string>,
): boolean =>
  alert.verdict === 'regression' &&
  worsening(alert) >= failOn &&
  foundIn(alert).runId === night.runId &&
  !accepted.has(alert.id);

/** By which share it became worse: of several things that of the worst; endless where there was nothing before. */
function worsening({ time, exact = [] }: Alert): number {
  if (time !== undefined) return roundedShare(time.ratio - 1);
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
  accepted: ReadonlySet<string>,
): AlertState {
  if (accepted.has(alert.id)) return 'accepted';
  const { time, exact = [] } = alert;
  const isCleared =
    time === undefined
      ? exact.every((change) => isAsBefore(change, history))
      : levelSince(time, confirmed) <= highestCleared;
  return isCleared ? 'cleared' : 'open';
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
  (event.cells.length > 0 && event.cells.every((cell) => other.cells.includes(cell) || cell.startsWith(`${other.subject}/`)));

function isAsBefore({ series, before }: ExactChange, { series: all }: Pick<Trend['history'], 'series'>): boolean {
  const now = all
    .get(seriesKey(series))
    ?.points.findLast(({ value, state }) => state === 'built' && value !== '');
  return now !== undefined && (String(now.value) === before || isBetter(series.metric, before, String(now.value)) === true);
}
