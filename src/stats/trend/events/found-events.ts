import type { Answer } from '../../../record/history/answers.ts';
import type { History, Night } from '../../../record/history/history.ts';
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
  return all.filter((one, place) => !all.slice(0, place).some((before) => before.id === one.id && isNear(before, one)));
}

/** What the rule found, without what answers have told before. */
export const withoutTold = (found: readonly Found[], told: readonly Found[]): Found[] =>
  found.filter((one) => !told.some((before) => before.id === one.id && isNear(before, one)));

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
  const merged = mergeEvents(changes, counts).map((event): Event => {
    const first = Math.min(...event.changes.map((change) => foundAt.get(change) ?? event.night));
    const [earliest = event] = mergeEvents(
      event.changes.filter((change) => foundAt.get(change) === first),
      counts,
    );
    return {
      ...{ scope: event.scope, subject: event.subject, shift: event.shift, since: event.night, found: first },
      name: { subject: earliest.subject, since: earliest.night },
      cells: event.changes.map(({ app, strategy, scenario }) => `${app}/${strategy}/${scenario}`),
    };
  });
  const wholes = found
    .filter(({ scope }) => scope !== 'cell')
    .map(({ scope, id, shift, since, found }): Event => ({
      scope: scope === 'family' ? 'family' : 'variant',
      ...{ subject: id, shift, since, found, cells: [], name: { subject: id, since } },
    }));
  const events = [
    ...merged.map((event) => named(event, wholes.filter((whole) => tellsTheSame(event, whole)))),
    ...wholes.filter((whole) => !merged.some((event) => tellsTheSame(event, whole))),
  ];
  const [one] = found;
  return events.map((event) => asTimeEvent(event, one?.kind ?? 'confirmed', history, cells, answers));
}

interface Event extends Pick<MergedEvent, 'scope' | 'subject' | 'shift'> {
  readonly since: number;
  readonly found: number;
  readonly cells: readonly string[];
  readonly name: { readonly subject: string; readonly since: number };
}

/** With the name of whatever told of it first. */
function named(event: Event, wholes: readonly Event[]): Event {
  const first = [event, ...wholes].reduce((one, other) => (other.found < one.found ? other : one));
  return { ...event, found: first.found, name: first.name };
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

function asTimeEvent(
  event: Event,
  kind: TimeEvent['kind'],
  { nights }: History,
  cells: readonly Cell[],
  answers: readonly Answer[],
): TimeEvent {
  const nowhere: Night = { runId: '', at: '' };
  const nightAt = (place: number): Night => nights[place] ?? nowhere;
  const meant = cells.filter((cell) => isMeant(event, cell));
  const since = nightAt(event.since);
  const places = new Map(nights.map(({ runId }, place) => [runId, place]));
  const answer = answers.findLast(
    ({ series, since: first }) =>
      meant.some(({ id }) => id === series) &&
      Math.abs((places.get(first) ?? Infinity) - event.since) <= reach,
  );
  return {
    ...{ kind, scope: event.scope, subject: event.subject, cells: event.cells },
    direction: event.shift > 0 ? 1 : -1,
    ratio: Math.exp(event.shift),
    ...{ since, found: nightAt(event.found) },
    name: { subject: event.name.subject, since: nightAt(event.name.since) },
    causes: commonCauses(meant, since),
    ...(answer && { answer }),
  };
}

const isMeant = (event: Event, { id, variant }: Cell): boolean =>
  event.cells.length > 0 ? event.cells.includes(id) : event.scope === 'family' || variant === event.subject;

/** What most of the cells have in common of what differs; alike in both values, the first of a kind. */
function commonCauses(cells: readonly Cell[], since: Night): Cause[] {
  const counted = new Map<string, { readonly cause: Cause; count: number }>();
  for (const { series } of cells) {
    const measured = series.points.filter(isMeasured);
    const causes = causesOfChange(
      measured.filter(({ night }) => night.at < since.at).map(({ pins }) => pins),
      measured.filter(({ night }) => night.at >= since.at).map(({ pins }) => pins),
    );
    for (const cause of causes) {
      // Each variant has a definition of its own: what is common is that it changed.
      const key = cause.kind === 'definition' || cause.kind === 'base' ? cause.column : JSON.stringify(cause);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { cause, count: 1 });
      else known.count += 1;
    }
  }
  return [...counted.values()].filter(({ count }) => 2 * count > cells.length).map(({ cause }) => cause);
}
