import type { Answer } from '../../../record/history/answers.ts';
import type { History, Night } from '../../../record/history/history.ts';
import type { Cause } from './causes.ts';
import {
  areSettled,
  commonCauses,
  fromItsCause,
  isAbout,
  placeFrom,
  type Explained,
  type Found,
} from './explained.ts';
import { mergeEvents, type Change, type MergedEvent, type SeriesCounts } from './merge-events.ts';
import type { Cell } from './night-feed.ts';
import { groupsOfOneCause } from './one-cause.ts';
import type { TimeEvent } from './time-event.ts';

/** So many nights may lie between two findings that tell of one change. */
const reach = 21;

export const isNear = (one: Pick<Found, 'since' | 'shift'>, other: Pick<Found, 'since' | 'shift'>): boolean =>
  Math.sign(one.shift) === Math.sign(other.shift) && Math.abs(one.since - other.since) <= reach;

/** The place of a night by its run; NaN for one that is not there. */
export function placesOf({ nights }: Pick<History, 'nights'>): (runId: string) => number {
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  return (runId) => places.get(runId) ?? NaN;
}

/** Slowdowns that building both states has shown, each once. */
export function foundByAnswers(answers: readonly Answer[], placeOf: (runId: string) => number): Found[] {
  const all = answers.flatMap(({ series, since, after, verdict, ratio }): Found[] => {
    const [first, found] = [placeOf(since), placeOf(after)];
    if (verdict !== 'slower' || Number.isNaN(first) || Number.isNaN(found)) return [];
    return [{ scope: 'cell', id: series, kind: 'confirmed', shift: Math.log(ratio), since: first, found }];
  });
  return all.filter(
    (one, place) => !all.slice(0, place).some((before) => before.id === one.id && isNear(before, one)),
  );
}

/**
 * What nights and answers have confirmed, each once. What was told first stays: a night that finds what an answer has told says nothing new,
 * of the cell and of its variant; and neither does an answer about a cell that a night has confirmed before.
 */
export function confirmedBy<One extends Found>(found: readonly One[], told: readonly One[]): One[] {
  const isOfNight = (one: Found): boolean =>
    told.some((before) => before.found <= one.found && tells(before, one));
  const isOfAnswer = (one: Found): boolean =>
    found.some((before) => before.found < one.found && before.id === one.id && isNear(before, one));
  return [...told.filter((one) => !isOfAnswer(one)), ...found.filter((one) => !isOfNight(one))];
}

/** What was found, without what answers have told, of the same or of a cell of it. */
export const withoutTold = (found: readonly Found[], told: readonly Found[]): Found[] =>
  found.filter((one) => !told.some((before) => tells(before, one)));

/** Whether an answer has told what was found. */
const tells = (before: Found, one: Found): boolean =>
  (before.id === one.id || before.id.startsWith(`${one.id}/`)) && isNear(before, one);

/** Causes of events that no later night changes, by what the event is about and when it began. */
export type SettledCauses = Map<string, readonly Cause[]>;

/** What events are told with. */
interface Known {
  readonly history: History;
  readonly cells: readonly Cell[];
  readonly answers: readonly Answer[];
  /** Takes what is found anew. */
  readonly settled: SettledCauses;
  /** The place of a night by its run; NaN for one that is not there. */
  readonly placeOf: (runId: string) => number;
}

/** Events of all that was found: what one cause did in one night has the id of one alert. */
export function timeEvents(found: readonly Explained[], known: Known): TimeEvent[] {
  const { history, cells } = known;
  const counts = new Map<number, SeriesCounts>();
  const countsAt = (place: number): SeriesCounts => {
    const known = counts.get(place) ?? countsOf(cells, history, place);
    counts.set(place, known);
    return known;
  };
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const telling: Telling = { ...known, byId, countsAt };
  const kind = found[0]?.kind ?? 'confirmed';
  const names = new Map<string, number>();
  const groups = groupsOfOneCause(found.map(fromItsCause));
  return groups.flatMap(({ members }) => {
    const events = eventsOf(members, telling);
    const name = nameOf(members, events, telling);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    const alert = count === 1 ? name : `${name}-${count}`;
    return events.map((event) => asTimeEvent(event, kind, alert, telling));
  });
}

/** What it was in the night that found it first: `20260302-go-slim-cold-slower`. More of the same cause does not change it. */
function nameOf(members: readonly Explained[], events: readonly Event[], telling: Telling): string {
  const [first] = members;
  const ofFirst = members.filter(({ found }) => found === first?.found);
  const [event] = ofFirst.length === members.length ? events : eventsOf(ofFirst, telling);
  if (event === undefined) throw new Error('a group without a finding');
  const day = nightAt(telling.history, event.since).at.slice(0, 10).replaceAll('-', '');
  return `${day}-${event.subject.replaceAll('/', '-')}-${event.shift > 0 ? 'slower' : 'faster'}`;
}

interface Event extends Pick<MergedEvent, 'scope' | 'subject' | 'shift'> {
  readonly since: number;
  /** The earliest night of any of its parts. */
  readonly from: number;
  readonly found: number;
  readonly cells: readonly string[];
  /** How many cells there are. */
  readonly of: number;
  readonly parts: readonly Explained[];
}

/**
 * Cells that changed of one cause as events, the one that was found first in front; findings about variants and the family count where no
 * cell has told the same.
 */
function eventsOf(members: readonly Explained[], { countsAt }: Telling): Event[] {
  const counts = countsAt(Math.max(...members.map(({ found }) => found)));
  const ofChange = new Map<Change, Explained>();
  for (const one of members.filter(({ scope }) => scope === 'cell')) {
    const [app = '', strategy = '', scenario = ''] = one.id.split('/');
    ofChange.set({ app, strategy, scenario, night: one.since, shift: one.shift }, one);
  }
  const of = counts.all;
  const merged = mergeEvents([...ofChange.keys()], counts).map(
    ({ scope, subject, night, shift, changes }): Event => {
      const parts = changes
        .flatMap((change) => ofChange.get(change) ?? [])
        .toSorted((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
      return {
        ...{ scope, subject, shift, since: night, cells: parts.map(({ id }) => id), of },
        ...spanOf(parts),
      };
    },
  );
  const wholes = members
    .filter(({ scope }) => scope !== 'cell')
    .map((one): Event => ({
      ...{ scope: one.scope, subject: one.id, shift: one.shift, since: one.since, cells: [], of },
      ...spanOf([one]),
    }));
  const family = [...merged, ...wholes].find(({ scope }) => scope === 'family');
  // All of one cause: what moved everything moved its parts.
  if (family !== undefined)
    return [{ ...family, ...spanOf(members), cells: merged.flatMap((event) => event.cells) }];
  const isPartOf = (whole: Event, event: Event): boolean =>
    event.cells.some((cell) => cell.startsWith(`${whole.subject}/`));
  return [
    ...merged.map((event) => ({
      ...event,
      ...spanOf([
        ...event.parts,
        ...wholes.filter((whole) => isPartOf(whole, event)).flatMap(({ parts }) => parts),
      ]),
    })),
    ...wholes.filter((whole) => !merged.some((event) => isPartOf(whole, event))),
  ].toSorted((a, b) => a.found - b.found || Math.abs(b.shift) - Math.abs(a.shift));
}

const spanOf = (parts: readonly Explained[]): Pick<Event, 'from' | 'found' | 'parts'> => ({
  from: Math.min(...parts.map(({ since }) => since)),
  found: Math.min(...parts.map(({ found }) => found)),
  parts,
});

/** How many cells there were about a night: a cell that came later, or that is gone, does not count. */
function countsOf(cells: readonly Cell[], { nights }: History, place: number): SeriesCounts {
  const [first, last] = [nights[Math.max(0, place - reach)], nights[place]];
  const there = cells.filter(({ series: { points } }) => {
    if (first === undefined || last === undefined) return false;
    // Mostly every night has a point, each in its place: then none is looked up.
    if (points.length === nights.length || points[place]?.night === last) return true;
    const point = points[placeFrom(points, first)];
    return point !== undefined && point.night.at <= last.at;
  });
  return countsOfCells(there);
}

function countsOfCells(there: readonly Cell[]): SeriesCounts {
  const scenarios = Map.groupBy(there, ({ series }) => series.scenario);
  const variants = Map.groupBy(there, ({ variant }) => variant);
  return {
    all: there.length,
    ofScenario: (name) => scenarios.get(name)?.length ?? 0,
    ofVariant: (name) => variants.get(name)?.length ?? 0,
  };
}

/** What an event is told with. */
interface Telling extends Known {
  readonly byId: ReadonlyMap<string, Cell>;
  /** About the night at this place. */
  readonly countsAt: (place: number) => SeriesCounts;
}

const nightAt = ({ nights }: History, place: number): Night => nights[place] ?? { runId: '', at: '' };

function asTimeEvent(event: Event, kind: TimeEvent['kind'], alert: string, telling: Telling): TimeEvent {
  const { history, cells, byId, answers, placeOf } = telling;
  // Most are about one cell.
  const only = event.cells.length === 1 ? byId.get(event.cells[0] ?? '') : undefined;
  const meant = only === undefined ? cells.filter((cell) => isAbout(event, cell)) : [only];
  const ids = new Set(meant.map(({ id }) => id));
  const answer = answers.findLast(
    ({ series, since, after }) =>
      ids.has(series) &&
      Math.abs(placeOf(since) - event.since) <= reach &&
      // One of a time before the change tells of something else.
      placeOf(after) >= event.from,
  );
  return {
    ...{ alert, kind, scope: event.scope, subject: event.subject, cells: event.cells, of: event.of },
    direction: event.shift > 0 ? 1 : -1,
    ratio: Math.exp(event.shift),
    ...{ since: nightAt(history, event.since), found: nightAt(history, event.found) },
    causes: causesOf(event, meant, telling),
    ...(answer && { answer }),
    parts: event.parts.map(({ id, found, shift }) => ({
      ...{ subject: id, found: nightAt(history, found), ratio: Math.exp(shift) },
    })),
  };
}

/** Looked up once: of years of events only the newest may have other causes a night later. */
function causesOf(event: Event, meant: readonly Cell[], { history, settled }: Telling): readonly Cause[] {
  const key = [event.from, event.scope, event.subject, ...event.cells].join(' ');
  const known = settled.get(key);
  if (known !== undefined) return known;
  const from = nightAt(history, event.from);
  const causes = commonCauses(meant, from);
  if (areSettled(meant, from)) settled.set(key, causes);
  return causes;
}
