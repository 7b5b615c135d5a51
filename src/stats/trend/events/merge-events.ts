import { median } from 'simple-statistics';

/** A confirmed change of one series. */
export interface Change {
  readonly app: string;
  readonly strategy: string;
  readonly scenario: string;
  /** The number of the first night at the new level. */
  readonly night: number;
  /** Log of the new level ÷ the old one. */
  readonly shift: number;
}

/** Changes of about one night that have one cause: one alert. */
export interface MergedEvent {
  readonly scope: 'family' | 'scenario' | 'variant' | 'cell';
  /** `all`, `warm`, `go/slim`, `go/slim/cold`. */
  readonly subject: string;
  readonly night: number;
  /** Median of its changes. */
  readonly shift: number;
  readonly changes: readonly Change[];
}

/** Nights that two changes may lie apart and still be one event. */
const reach = 2;
/** Of so large a share of its series a whole is what changed. */
const most = 0.5;

/** How many series there are: in all, of each scenario, of each variant. */
export interface SeriesCounts {
  readonly all: number;
  readonly ofScenario: (scenario: string) => number;
  readonly ofVariant: (variant: string) => number;
}

/**
 * Puts changes of one direction together whose nights lie within two of each other: if half of all series changed it is the family; else
 * scenarios of which half did, then variants; what is left are cells. The largest first.
 */
export function mergeEvents(changes: readonly Change[], counts: SeriesCounts): MergedEvent[] {
  const groups = [1, -1].flatMap((sign) =>
    clusters(changes.filter(({ shift }) => Math.sign(shift) === sign)),
  );
  return groups
    .flatMap((group) => eventsOf(group, counts))
    .toSorted((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
}

/** Runs of nights without a gap of more than two. */
function clusters(changes: readonly Change[]): Change[][] {
  const found: Change[][] = [];
  for (const change of changes.toSorted((a, b) => a.night - b.night)) {
    const last = found.at(-1);
    if (last !== undefined && change.night - (last.at(-1)?.night ?? 0) <= reach) last.push(change);
    else found.push([change]);
  }
  return found;
}

function eventsOf(group: readonly Change[], counts: SeriesCounts): MergedEvent[] {
  if (group.length > 1 && group.length >= most * counts.all) return [event('family', 'all', group)];
  const left = new Set(group);
  const take = (
    scope: 'scenario' | 'variant',
    nameOf: (change: Change) => string,
    countOf: (name: string) => number,
  ): MergedEvent[] =>
    [...Map.groupBy(left, nameOf)].flatMap(([name, some]) => {
      if (some.length < 2 || some.length < most * countOf(name)) return [];
      for (const change of some) left.delete(change);
      return [event(scope, name, some)];
    });
  const scenarios = take('scenario', ({ scenario }) => scenario, counts.ofScenario);
  const variants = take('variant', variantOf, counts.ofVariant);
  const cells = [...left].map((change) => event('cell', `${variantOf(change)}/${change.scenario}`, [change]));
  return [...scenarios, ...variants, ...cells];
}

const variantOf = ({ app, strategy }: Change): string => `${app}/${strategy}`;

const event = (scope: MergedEvent['scope'], subject: string, changes: readonly Change[]): MergedEvent => ({
  ...{ scope, subject, changes },
  night: Math.round(median(changes.map(({ night }) => night))),
  shift: median(changes.map(({ shift }) => shift)),
});
