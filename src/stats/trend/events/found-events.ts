import type { Answer } from '../../../record/history/answers.ts';
import type { History, Night, Point } from '../../../record/history/history.ts';
import type { NightFinding } from '../detector/trend-detector.ts';
import { causesOfChange, type Cause } from './causes.ts';
import { mergeEvents, type Change, type MergedEvent } from './merge-events.ts';
import { isMeasured, type Cell } from './night-feed.ts';
import type { TimeEvent } from './time-event.ts';

/** What a detector, or an answer, has found of a series, a variant or all; nights are their places in the history. */
export interface Found extends Pick<NightFinding, 'scope' | 'id' | 'shift' | 'kind'> {
  readonly found: number;
  readonly since: number;
}

/** So many nights may lie between two findings that tell of one change. */
const reach = 21;

const isNear = (one: Pick<Found, 'since' | 'shift'>, other: Pick<Found, 'since' | 'shift'>): boolean =>
  Math.sign(one.shift) === Math.sign(other.shift) && Math.abs(one.since - other.since) <= reach;

/** Slowdowns that building both states has shown, each once. */
export function foundByAnswers(answers: readonly Answer[], { nights }: History): Found[] {
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  const all = answers.flatMap(({ series, since, after, verdict, ratio }): Found[] => {
    const [first, found] = [places.get(since), places.get(after)];
    if (verdict !== 'slower' || first === undefined || found === undefined) return [];
    return [{ scope: 'cell', id: series, kind: 'confirmed', shift: Math.log(ratio), since: first, found }];
  });
  return all.filter(
    (one, place) => !all.slice(0, place).some((before) => before.id === one.id && isNear(before, one)),
  );
}

/** What was found, without what answers have told before, of the same or of a cell of it. */
export const withoutTold = (found: readonly Found[], told: readonly Found[]): Found[] =>
  found.filter(
    (one) =>
      !told.some(
        (before) => (before.id === one.id || before.id.startsWith(`${one.id}/`)) && isNear(before, one),
      ),
  );

/** Cells that changed together are one event; findings about variants and the family count where no cell has told the same. */
export function timeEvents(
  found: readonly Found[],
  history: History,
  cells: readonly Cell[],
  answers: readonly Answer[],
): TimeEvent[] {
  const counts = countsOf(cells);
  const foundAt = new Map<Change, number>();
  const changes = found
    .filter(({ scope }) => scope === 'cell')
    .map((one): Change => {
      const [app = '', strategy = '', scenario = ''] = one.id.split('/');
      const change = { app, strategy, scenario, night: one.since, shift: one.shift };
      foundAt.set(change, one.found);
      return change;
    });
  const whenFound = (change: Change): number => foundAt.get(change) ?? change.night;
  const merged = mergeEvents(changes, counts).map((event): Event => {
    const first = Math.min(...event.changes.map(whenFound));
    const earliest = event.changes.filter((change) => whenFound(change) === first);
    const [named = event] = mergeEvents(earliest, counts);
    const largest = event.changes.toSorted((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
    return {
      ...{ scope: event.scope, subject: event.subject, shift: event.shift, since: event.night, found: first },
      from: Math.min(...event.changes.map(({ night }) => night)),
      name: { subject: named.subject, since: named.night },
      cells: largest.map(({ app, strategy, scenario }) => `${app}/${strategy}/${scenario}`),
      parts: event.changes.map((change) => ({ found: whenFound(change), shift: change.shift })),
    };
  });
  const wholes = found
    .filter(({ scope }) => scope !== 'cell')
    .map(({ scope, id, shift, since, found }): Event => ({
      scope: scope === 'family' ? 'family' : 'variant',
      ...{ subject: id, shift, since, found, cells: [], name: { subject: id, since }, from: since },
      parts: [{ found, shift }],
    }));
  const events = [
    ...merged.map((event) =>
      named(
        event,
        wholes.filter((whole) => tellsTheSame(event, whole)),
      ),
    ),
    ...wholes.filter((whole) => !merged.some((event) => tellsTheSame(event, whole))),
  ];
  const places = new Map(history.nights.map(({ runId }, place) => [runId, place]));
  const placeOf = (runId: string): number => places.get(runId) ?? NaN;
  const kind = found[0]?.kind ?? 'confirmed';
  return events.map((event) => asTimeEvent(event, kind, { history, cells, answers, placeOf }));
}

interface Event extends Pick<MergedEvent, 'scope' | 'subject' | 'shift'> {
  readonly since: number;
  /** The earliest night of any of its parts. */
  readonly from: number;
  readonly found: number;
  readonly cells: readonly string[];
  readonly name: { readonly subject: string; readonly since: number };
  readonly parts: readonly { readonly found: number; readonly shift: number }[];
}

/** With the name of whatever told of it first. */
function named(event: Event, wholes: readonly Event[]): Event {
  const first = [event, ...wholes].reduce((one, other) => (other.found < one.found ? other : one));
  const parts = [...event.parts, ...wholes.flatMap((whole) => whole.parts)];
  return { ...event, found: first.found, name: first.name, parts };
}

const tellsTheSame = (event: Event, whole: Event): boolean =>
  isNear(event, whole) &&
  (event.scope === 'family' || whole.scope === 'family'
    ? event.scope === whole.scope
    : event.cells.some((cell) => cell.startsWith(`${whole.subject}/`)));

function countsOf(cells: readonly Cell[]): Parameters<typeof mergeEvents>[1] {
  const scenarios = Map.groupBy(cells, ({ series }) => series.scenario);
  const variants = Map.groupBy(cells, ({ variant }) => variant);
  return {
    all: cells.length,
    ofScenario: (name) => scenarios.get(name)?.length ?? 0,
    ofVariant: (name) => variants.get(name)?.length ?? 0,
  };
}

/** What an event is told with. */
interface Telling {
  readonly history: History;
  readonly cells: readonly Cell[];
  readonly answers: readonly Answer[];
  /** The place of a night by its run; NaN for one that is not there. */
  readonly placeOf: (runId: string) => number;
}

function asTimeEvent(event: Event, kind: TimeEvent['kind'], telling: Telling): TimeEvent {
  const { history, cells, answers, placeOf } = telling;
  const nowhere: Night = { runId: '', at: '' };
  const nightAt = (place: number): Night => history.nights[place] ?? nowhere;
  const meant = cells.filter((cell) => isMeant(event, cell));
  const ids = new Set(meant.map(({ id }) => id));
  const answer = answers.findLast(
    ({ series, since, after }) =>
      ids.has(series) &&
      Math.abs(placeOf(since) - event.since) <= reach &&
      // One of a time before the change tells of something else.
      placeOf(after) >= event.from,
  );
  return {
    ...{ kind, scope: event.scope, subject: event.subject, cells: event.cells },
    direction: event.shift > 0 ? 1 : -1,
    ratio: Math.exp(event.shift),
    ...{ since: nightAt(event.since), found: nightAt(event.found) },
    name: { subject: event.name.subject, since: nightAt(event.name.since) },
    causes: commonCauses(meant, nightAt(event.from)),
    ...(answer && { answer }),
    parts: event.parts.map(({ found, shift }) => ({ found: nightAt(found), ratio: Math.exp(shift) })),
  };
}

const isMeant = (event: Event, { id, variant }: Cell): boolean =>
  event.cells.length > 0 ? event.cells.includes(id) : event.scope === 'family' || variant === event.subject;

/** More than the nights that a cause is looked for in. */
const looked = 40;

/** What differs of a cell between the nights before and after. */
export function causesOfCell({ series: { points } }: Cell, since: Night): Cause[] {
  const place = placeFrom(points, since);
  const measured = (some: readonly Point[]) => some.filter(isMeasured).map(({ pins }) => pins);
  return causesOfChange(
    measured(points.slice(Math.max(0, place - looked), place)),
    measured(points.slice(place, place + looked)),
  );
}

/** The place of the first point of this night or a later one. */
function placeFrom(points: readonly Point[], { at }: Night): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.night.at ?? '') < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What half of the cells or more have in common of what differs; alike in both values, the first of a kind. */
function commonCauses(cells: readonly Cell[], since: Night): Cause[] {
  const counted = new Map<string, { readonly cause: Cause; count: number }>();
  for (const cell of cells)
    for (const cause of causesOfCell(cell, since)) {
      // Each variant has a definition of its own: what is common is that it changed.
      const key = cause.kind === 'definition' || cause.kind === 'base' ? cause.column : JSON.stringify(cause);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { cause, count: 1 });
      else known.count += 1;
    }
  return [...counted.values()].filter(({ count }) => 2 * count >= cells.length).map(({ cause }) => cause);
}
