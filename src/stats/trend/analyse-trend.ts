import { timeMetric } from '../../domain/metrics/night.ts';
import type { Answer } from '../../record/history/answers.ts';
import type { ThinnedPast } from '../../record/history/change-points.ts';
import { printOf, type History, type Night } from '../../record/history/history.ts';
import { TrendDetector, type TrendState } from './detector/trend-detector.ts';
import type { Cause } from './events/causes.ts';
import { exactChanges, type ExactChange } from './events/exact-changes.ts';
import { explained, type Explained, type Found } from './events/explained.ts';
import {
  confirmedBy,
  foundByAnswers,
  placesOf,
  timeEvents,
  withoutTold,
  type SettledCauses,
} from './events/found-events.ts';
import { foundBefore, tellsAgain } from './events/thinned-past.ts';
import { cellOf, NightFeed, type Cell, type FeedState } from './events/night-feed.ts';
import type { TimeEvent } from './events/time-event.ts';

export interface Trend {
  readonly history: History;
  /** The oldest first. */
  readonly confirmed: readonly TimeEvent[];
  /** As of the newest night. */
  readonly suspected: readonly TimeEvent[];
  /** Of the newest night: what lies far away, and may be chance. */
  readonly far: readonly TimeEvent[];
  readonly exact: readonly ExactChange[];
  /** What building two states side by side has said, the oldest first. */
  readonly answers: readonly Answer[];
  /** Cells of the newest night of which the rule about times can say nothing yet. */
  readonly silent: readonly string[];
  /** By variant (`go/slim`): files that differ when it is built twice, where that was looked for. */
  readonly differences?: ReadonlyMap<string, readonly string[]>;
  /** By the name under which something is built: the strategy whose Dockerfiles it has, by the definitions of this checkout. */
  readonly dockerfilesOf?: ReadonlyMap<string, string>;
  /** Of an app that is somebody's own project: the words of a command that name it. */
  readonly wordsOfProject?: (app: string) => string | undefined;
  /** The words that name this history in a command, each behind a space; none where the command finds it. */
  readonly wordsOfHistory?: (command: { readonly isOfProject: boolean }) => string;
}

/** What the detector knows after some nights; it can be derived again from them. */
export interface KeptTrend {
  /** How many nights it has seen, and what names them and their rows. */
  readonly seen: { readonly nights: number; readonly print: string };
  readonly detector: TrendState;
  readonly feed: FeedState;
  readonly confirmed: readonly Explained[];
  /** Of events that no later night changes. */
  readonly causes: readonly (readonly [string, readonly Cause[]])[];
  /** Of the last of these nights. */
  readonly open: readonly Found[];
}

/** What is known besides the nights. */
interface Besides {
  /** What building two states side by side has said. */
  readonly answers?: readonly Answer[];
  /** What nights have told that were thinned since. */
  readonly past?: ThinnedPast | undefined;
  /** Of an earlier look at the same history: only the nights since then are looked at. */
  readonly kept?: KeptTrend | undefined;
}

/** Decides about a whole history, night by night. Pure: the same history gives the same, with or without what was kept. */
export function analyseTrend(
  history: History,
  { answers = [], past, kept }: Besides = {},
): Trend & { readonly kept: KeptTrend } {
  const cells = [...history.series.values()].filter(({ metric }) => metric === timeMetric).map(cellOf);
  const { nights } = history;
  const isOf = (seen: KeptTrend['seen']): boolean => seen.print === printOf(history, seen.nights);
  const usable = kept !== undefined && isOf(kept.seen) ? kept : undefined;
  const seen = usable?.seen.nights ?? 0;
  const detector =
    usable === undefined ? new TrendDetector(variantOf) : TrendDetector.from(usable.detector, variantOf);
  const placeOf = placesOf(history);
  const feed = new NightFeed(cells, history, placeOf, nights.slice(0, seen), usable?.feed);
  const explain = (one: Found): Explained => explained(one, history, cells, placeOf);
  const known = past === undefined ? undefined : foundBefore(past, placeOf);
  const isNews = (one: Found): boolean => known === undefined || !tellsAgain(known, one);
  const confirmed = [...(usable?.confirmed ?? known?.changes.map(explain) ?? [])];
  let open = usable?.open ?? [];
  for (let place = seen; place < nights.length; place += 1) {
    const night = nights[place];
    if (night === undefined) break;
    const found = detector.night(feed.next(night)).map((finding): Found => {
      const { scope, id, kind, shift } = finding;
      return { scope, id, kind, shift, found: place, since: feed.placeOf(finding, finding.reach) ?? place };
    });
    confirmed.push(...found.filter((one) => one.kind === 'confirmed' && isNews(one)).map(explain));
    open = found.filter(({ kind }) => kind !== 'confirmed');
  }
  const told = foundByAnswers(answers, placeOf).map(explain);
  const settled: SettledCauses = new Map(usable?.causes);
  const events = (some: readonly Explained[]): TimeEvent[] =>
    timeEvents(some, { history, cells, answers, settled, placeOf });
  const openOf = (kind: Found['kind']): TimeEvent[] =>
    events(
      withoutTold(open, told)
        .filter((one) => one.kind === kind)
        .map(explain),
    );
  return {
    ...{ history, answers, exact: exactChanges(history) },
    confirmed: events(confirmedBy(confirmed, told)).toSorted(byDate),
    ...{
      suspected: openOf('suspected'),
      far: openOf('far'),
      silent: silentOf(detector, cells, nights.at(-1)),
    },
    kept: {
      seen: { nights: nights.length, print: printOf(history, nights.length) },
      ...{ detector: detector.state, feed: feed.state, confirmed, causes: [...settled], open },
    },
  };
}

/** Nobody waits for a cell that is not measured any more. */
function silentOf(
  { ready }: TrendDetector,
  cells: readonly Cell[],
  newest: Night | undefined,
): readonly string[] {
  return cells
    .filter(({ id, series }) => series.points.at(-1)?.night === newest && !ready.has(id))
    .map(({ id }) => id);
}

const variantOf = (cell: string): string => cell.slice(0, cell.lastIndexOf('/'));

const byDate = (one: TimeEvent, other: TimeEvent): number => (one.since.at < other.since.at ? -1 : 1);
