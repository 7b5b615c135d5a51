import { timeMetric } from '../../domain/metrics/night.ts';
import type { History, Night, Point, Series } from '../../record/history/history.ts';
import { causesOfChange, isPinned, type Cause } from './causes.ts';
import { exactChanges, type ExactChange } from './exact-changes.ts';
import { mergeEvents, type Change, type MergedEvent } from './merge-events.ts';
import { TrendDetector, type NightFinding, type NightValues } from './trend-detector.ts';

/** A change of the level of times: one alert, of however many series. */
export interface TimeEvent {
  readonly kind: 'confirmed' | 'suspected';
  readonly scope: MergedEvent['scope'];
  /** `all`, `warm`, `go/slim`, `go/slim/cold`. */
  readonly subject: string;
  /** 1: it takes longer. */
  readonly direction: 1 | -1;
  /** New level ÷ old level. */
  readonly ratio: number;
  /** The first night at the new level, and the one in which it was found. */
  readonly since: Night;
  readonly found: Night;
  /** `go/slim/cold`, …: the cells that changed; none for a finding about all of a variant or of the family. */
  readonly cells: readonly string[];
  /** What differs between the nights before and after; no pinned input among it: the environment. */
  readonly causes: readonly Cause[];
}

export interface Trend {
  readonly history: History;
  /** The oldest first. */
  readonly confirmed: readonly TimeEvent[];
  /** As of the newest night. */
  readonly suspected: readonly TimeEvent[];
  readonly exact: readonly ExactChange[];
}

interface Cell {
  readonly id: string;
  readonly variant: string;
  readonly series: Series;
}

/** Decides about a whole history, night by night. Pure: the same history gives the same. */
export function analyseTrend(history: History): Trend {
  const cells = [...history.series.values()]
    .filter(({ metric }) => metric === timeMetric)
    .map((series): Cell => ({ ...idsOf(series), series }));
  const confirmed: Found[] = [];
  let suspected: Found[] = [];
  const detector = new TrendDetector((id) => id.slice(0, id.lastIndexOf('/')));
  const feed = new NightFeed(history, cells);
  for (const [index, night] of history.nights.entries()) {
    const found = detector.night(feed.next(night)).map((finding): Found => ({
      finding,
      found: index,
      since: feed.nightBefore(finding, index),
    }));
    confirmed.push(...found.filter(({ finding }) => finding.kind === 'confirmed'));
    suspected = found.filter(({ finding }) => finding.kind === 'suspected');
  }
  const counts = countsOf(cells);
  const events = (some: readonly Found[], kind: TimeEvent['kind']): TimeEvent[] =>
    eventsOf(some, counts).map((event) => asTimeEvent(event, kind, history, cells));
  return {
    ...{ history, exact: exactChanges(history) },
    confirmed: events(confirmed, 'confirmed').toSorted((a, b) => (a.since.at < b.since.at ? -1 : 1)),
    suspected: events(suspected, 'suspected'),
  };
}

interface Found {
  readonly finding: NightFinding;
  /** Places of nights in the history. */
  readonly found: number;
  readonly since: number;
}

const idsOf = ({ app, strategy, scenario }: Series): Pick<Cell, 'id' | 'variant'> => ({
  id: `${app}/${strategy}/${scenario}`,
  variant: `${app}/${strategy}`,
});

const isMeasured = ({ value, state }: Point): boolean =>
  state === 'built' && typeof value === 'number' && value > 0;

/** What each night says to the detector. Every series has a clock of its own: its nights are those in which it was measured. */
class NightFeed {
  readonly #cells: readonly Cell[];
  readonly #places = new Map<Night, number>();
  readonly #next = new Map<string, number>();
  readonly #definition = new Map<string, string>();
  /** By series, variant and family: the places of their nights. */
  readonly #own = new Map<string, number[]>();

  constructor({ nights }: History, cells: readonly Cell[]) {
    this.#cells = cells;
    for (const [place, night] of nights.entries()) this.#places.set(night, place);
  }

  next(night: Night): NightValues {
    const values = new Map<string, number>();
    const changed = new Set<string>();
    let [control, machine] = [NaN, ''];
    for (const { id, variant, series } of this.#cells) {
      const at = this.#next.get(id) ?? 0;
      const point = series.points[at];
      if (point?.night !== night) continue;
      this.#next.set(id, at + 1);
      if (point.controlMs > 0) control = Math.log(point.controlMs);
      machine = point.pins.cpu_model;
      if (!isMeasured(point)) continue;
      values.set(id, Math.log(Number(point.value)));
      const { definition } = point.pins;
      const before = this.#definition.get(id);
      if (before !== undefined && before !== definition) changed.add(id);
      this.#definition.set(id, definition);
      for (const name of new Set([id, variant])) this.#note(name, night);
    }
    if (values.size > 0 && !Number.isNaN(control)) this.#note(familyId, night);
    return { values, machine, changed, control: Number.isNaN(control) ? undefined : control };
  }

  #note(name: string, night: Night): void {
    const own = this.#own.get(name) ?? [];
    this.#own.set(name, own);
    const place = this.#places.get(night) ?? 0;
    if (own.at(-1) !== place) own.push(place);
  }

  /** The first of the nights that a finding is about. */
  nightBefore({ id, nights }: NightFinding, now: number): number {
    return this.#own.get(id)?.at(-nights) ?? now;
  }
}

const familyId = 'all';

interface Counts {
  readonly all: number;
  readonly ofScenario: (scenario: string) => number;
  readonly ofVariant: (variant: string) => number;
}

function countsOf(cells: readonly Cell[]): Counts {
  const scenarios = Map.groupBy(cells, ({ series }) => series.scenario);
  const variants = Map.groupBy(cells, ({ variant }) => variant);
  return {
    all: cells.length,
    ofScenario: (name) => scenarios.get(name)?.length ?? 0,
    ofVariant: (name) => variants.get(name)?.length ?? 0,
  };
}

interface Event {
  readonly scope: MergedEvent['scope'];
  readonly subject: string;
  readonly shift: number;
  readonly since: number;
  readonly found: number;
  readonly cells: readonly string[];
}

/** So many nights may lie between a finding about cells and one about their variant or all of them that tell of one change. */
const reach = 21;

/** Cells that changed together are one event; findings about variants and the family count where no cell has told the same. */
function eventsOf(found: readonly Found[], counts: Counts): Event[] {
  const ofCells = found.filter(({ finding }) => finding.scope === 'cell');
  const nightOf = new Map<Change, number>();
  const changes = ofCells.map(({ finding, since, found: at }): Change => {
    const [app = '', strategy = '', scenario = ''] = finding.id.split('/');
    const change = { app, strategy, scenario, night: since, shift: finding.shift };
    nightOf.set(change, at);
    return change;
  });
  const merged = mergeEvents(changes, counts).map((event): Event => ({
    ...{ scope: event.scope, subject: event.subject, shift: event.shift, since: event.night },
    found: Math.max(...event.changes.map((change) => nightOf.get(change) ?? event.night)),
    cells: event.changes.map(({ app, strategy, scenario }) => `${app}/${strategy}/${scenario}`),
  }));
  const wholes = found
    .filter(({ finding }) => finding.scope !== 'cell')
    .map(({ finding, since, found: at }): Event => ({
      scope: finding.scope === 'family' ? 'family' : 'variant',
      ...{ subject: finding.id, shift: finding.shift, since, found: at, cells: [] },
    }))
    .filter((whole) => !merged.some((event) => tellsTheSame(event, whole)));
  return [...merged, ...wholes];
}

const tellsTheSame = (event: Event, whole: Event): boolean =>
  Math.sign(event.shift) === Math.sign(whole.shift) &&
  Math.abs(event.since - whole.since) <= reach &&
  (event.scope === 'family' || whole.scope === 'family'
    ? event.scope === whole.scope
    : event.cells.some((cell) => cell.startsWith(`${whole.subject}/`)));

function asTimeEvent(
  event: Event,
  kind: TimeEvent['kind'],
  { nights }: History,
  cells: readonly Cell[],
): TimeEvent {
  const nowhere: Night = { runId: '', at: '' };
  const since = nights[event.since] ?? nowhere;
  return {
    ...{ kind, scope: event.scope, subject: event.subject, cells: event.cells },
    direction: event.shift > 0 ? 1 : -1,
    ratio: Math.exp(event.shift),
    ...{ since, found: nights[event.found] ?? nowhere },
    causes: commonCauses(
      cells.filter((cell) => isMeant(event, cell)),
      since,
    ),
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

/** A slowdown that something pinned explains; without one it is the environment's, and fails nothing. */
export const isRegression = ({ kind, direction, causes }: TimeEvent): boolean =>
  kind === 'confirmed' && direction === 1 && causes.some(isPinned);
