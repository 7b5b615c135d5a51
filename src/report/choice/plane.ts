import { timeOrders, type OrderOf } from '../../stats/compare/time-order.ts';
import type { Sources } from '../table.ts';
import { candidates, usualScenario, type Candidate } from './candidates.ts';

/** The variants of an app by size and time, and which of them another one beats. */
export interface Plane {
  readonly app: string;
  readonly scenario: string;
  /** The smallest first. */
  readonly all: readonly Candidate[];
  readonly orderOf: OrderOf;
  /** Those that no other one beats. Empty where no test could look at any two. */
  readonly front: readonly Candidate[];
  readonly beaten: readonly Beaten[];
  /** Those that no test could hold against any other one: they beat none, and none beats them. */
  readonly unordered: readonly Candidate[];
}

/** Another variant is smaller and not shown to be slower, or as small and faster. */
interface Beaten {
  readonly one: Candidate;
  readonly how: Beats;
}

type Beats = 'smaller' | 'faster';

/** The plane of an app, of the scenario that people wait for most often. */
export function planeOf(run: Sources['run'], app: string): Plane {
  const { rows, analysis } = run;
  const scenario = usualScenario(run);
  const all = candidates(run, app, scenario);
  const isOfPlane = (cell: { readonly app: string; readonly scenario: string }): boolean =>
    cell.app === app && cell.scenario === scenario;
  const orderOf = timeOrders(rows.builds.filter(isOfPlane), rows.images, analysis.comparisons);
  return { app, scenario, all, orderOf, ...ranked(all, orderOf) };
}

function ranked(all: readonly Candidate[], orderOf: OrderOf): Pick<Plane, 'front' | 'beaten' | 'unordered'> {
  const told = all.map((one) => {
    const others = all.filter((other) => other !== one);
    const ways = others.flatMap((other) => beats(other, one, orderOf) ?? []);
    const isOrdered = others.some((other) => orderOf(one, other) !== undefined);
    return { one, isOrdered, how: ways.find((way) => way === 'smaller') ?? ways[0] };
  });
  return {
    front: told.filter(({ isOrdered, how }) => isOrdered && how === undefined).map(({ one }) => one),
    beaten: told.flatMap(({ one, how }) => (how === undefined ? [] : [{ one, how }])),
    unordered: told.filter(({ isOrdered }) => !isOrdered).map(({ one }) => one),
  };
}

/** How the first one beats the second one; undefined if it does not, or if no test could look. */
function beats(one: Candidate, other: Candidate, orderOf: OrderOf): Beats | undefined {
  if (one.sizeBytes > other.sizeBytes) return undefined;
  const order = orderOf(one, other)?.kind;
  if (order === undefined || order === 'slower') return undefined;
  if (one.sizeBytes < other.sizeBytes) return 'smaller';
  return order === 'faster' ? 'faster' : undefined;
}
