import { variantId } from '../../domain/run/plan.ts';
import type { Night } from '../../record/history/history.ts';
import { isRegression, type TimeEvent, type Trend } from './analyse-trend.ts';
import { isPinned, type Cause } from './causes.ts';
import type { ExactChange } from './exact-changes.ts';

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
    id: `${dayOf(time.since)}-${time.subject.replaceAll('/', '-')}-${time.direction === 1 ? 'slower' : 'faster'}`,
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

/**
 * Whether a night has to fail: a slowdown of so much or more (a share, 0.05) that was found in it, has a pinned cause, and that nobody
 * has accepted. What is exact fails nothing of itself: it is as it was made.
 */
export const failsNight = (
  { id, verdict, time }: Alert,
  night: Night,
  failOn: number,
  accepted: ReadonlySet<string>,
): boolean =>
  verdict === 'regression' &&
  time !== undefined &&
  time.ratio >= 1 + failOn &&
  time.found.runId === night.runId &&
  !accepted.has(id);
