import {
  cellId,
  control,
  controlBuilds,
  variantId,
  type Cell,
  type Plan,
  type Variant,
  type Visit,
} from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { numbered } from './remaining.ts';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface PlanRequest {
  readonly apps: readonly { readonly id: string }[];
  readonly strategies: readonly { readonly id: string }[];
  /** In chain order. */
  readonly scenarios: readonly ScenarioDefinition[];
  /** What is built of them; every app in every strategy and scenario if absent. */
  readonly cells?: readonly Cell[];
  /** Whole number from 1. */
  readonly rounds: number;
  /** How many rounds a cell takes part in, by its id, where that is fewer than `rounds`: the first ones. */
  readonly roundsOfCell?: ReadonlyMap<string, number>;
  /** Whether the control is visited in every round. */
  readonly control?: boolean;
  /** 32-bit integer. */
  readonly seed: number;
}

/**
 * Round by round, the variants in a seeded order, and within a variant its scenarios as one chain: the cold build
 * primes what follows. Where no cold build is planned, an untimed prime build opens the chain. The builds of the control
 * are spread over the round, between the chains. The order of a round does not depend on how many rounds there are.
 */
export function plan(request: PlanRequest): Plan {
  const { rounds, roundsOfCell, seed } = request;
  const named = request.cells && new Set(request.cells.map(cellId));
  const all = request.apps.flatMap((app) =>
    request.strategies.map((strategy): Variant => ({ app: app.id, strategy: strategy.id })),
  );
  const cells = all
    .flatMap((variant) => request.scenarios.map((scenario): Cell => ({ ...variant, scenario: scenario.id })))
    .filter((cell) => named?.has(cellId(cell)) ?? true);
  const built = new Set(cells.map(variantId));
  const variants = named === undefined ? all : all.filter((variant) => built.has(variantId(variant)));
  const parts = { seed, rounds, variants, cells };
  const visits = visitsOf(parts, request.scenarios, request.control ?? false, (cell) =>
    Math.min(rounds, roundsOfCell?.get(cellId(cell)) ?? rounds),
  );
  return { ...parts, visits };
}

/**
 * The same cells in the same orders, each in so many of the rounds that come after round `after`; one that is not named in
 * none. What comes up to that round stays as it is.
 */
export function replan(
  { seed, variants, cells, visits }: Plan,
  scenarios: readonly ScenarioDefinition[],
  roundsOfCell: ReadonlyMap<string, number>,
  after = 0,
): Plan {
  const over = visits.filter(({ round }) => round <= after);
  const further = Math.max(0, ...roundsOfCell.values());
  const last = over.reduce((latest, { round }) => Math.max(latest, round), 0);
  const parts = { seed, rounds: further === 0 ? last : after + further, variants, cells };
  const withControl = visits.some(({ phase }) => phase === 'control');
  const coming = visitsOf(
    parts,
    scenarios,
    withControl,
    (cell) => roundsOfCell.get(cellId(cell)) ?? 0,
    after,
  );
  return { ...parts, visits: numbered([...over, ...coming], 1) };
}

/** In how many rounds after round `after` each cell is measured, by its id. */
export function roundsOfCells({ cells, visits }: Plan, after = 0): Map<string, number> {
  const rounds = new Map(cells.map((cell) => [cellId(cell), 0]));
  for (const visit of visits)
    if (visit.phase === 'measure' && visit.round > after)
      rounds.set(cellId(visit), (rounds.get(cellId(visit)) ?? 0) + 1);
  return rounds;
}

/** In how many rounds two cells, by their ids, are both measured. */
export function commonPlanned({ visits }: Pick<Plan, 'visits'>): (one: string, other: string) => number {
  const measured = Map.groupBy(
    visits.filter(({ phase }) => phase === 'measure'),
    cellId,
  );
  const roundsOf = (id: string): Set<number> => new Set(measured.get(id)?.map(({ round }) => round));
  return (one, other) => roundsOf(one).intersection(roundsOf(other)).size;
}

function visitsOf(
  { seed, rounds, variants, cells }: Omit<Plan, 'visits'>,
  scenarios: readonly ScenarioDefinition[],
  withControl: boolean,
  roundsOf: (cell: Cell) => number,
  after = 0,
): Visit[] {
  const coming = Array.from({ length: rounds - after }, (_, index) => after + index + 1);
  const cellsOf = Map.groupBy(
    cells.map((cell) => ({ ...cell, rounds: roundsOf(cell) })),
    variantId,
  );
  const most = [...cellsOf.values()].flat().reduce((so, cell) => Math.max(so, cell.rounds), 0);
  const visits = coming.flatMap((round) => {
    if (most < round - after) return [];
    const dueOf = (variant: Variant): Set<string> => {
      const due = cellsOf.get(variantId(variant))?.filter((cell) => cell.rounds >= round - after);
      return new Set(due?.map(({ scenario }) => scenario));
    };
    const chains = shuffle(variants, roundSeed(seed, round))
      .map((variant) => chain(variant, scenariosIn(dueOf(variant), scenarios), round))
      .filter((visits) => visits.length > 0);
    return withControl ? amongst(chains, controls(round)) : chains.flat();
  });
  return numbered(visits, 1);
}

const scenariosIn = (due: ReadonlySet<string>, scenarios: readonly ScenarioDefinition[]) =>
  scenarios.filter(({ id }) => due.has(id));

/** Rounds must not share an order; an odd multiplier (2^32 / golden ratio) spreads neighbouring seeds. */
const roundSeed = (seed: number, round: number): number => (seed ^ Math.imul(round, 0x9e3779b1)) | 0;

function chain(
  variant: Variant,
  scenarios: readonly ScenarioDefinition[],
  round: number,
): Omit<Visit, 'sequence'>[] {
  return scenarios.flatMap(({ id, repeats, cache }, index) => {
    const visit = { ...variant, scenario: id, round };
    // A build that imports a cache has one before it that exports it.
    const needsPrime = cache === 'imported' || (cache === 'primed' && index === 0);
    return [
      ...(needsPrime ? [{ ...visit, phase: 'prime' as const }] : []),
      { ...visit, phase: 'measure' as const, ...(repeats !== undefined && { builds: repeats }) },
    ];
  });
}

const controls = (round: number) =>
  Array.from({ length: controlBuilds }, (_, index) => ({
    ...{ ...control, round, phase: 'control' as const },
    repeat: index + 1,
  }));

/** Single visits between chains, each in the middle of a share of them of its own, and none before the first chain. */
function amongst<T>(chains: readonly (readonly T[])[], singles: readonly T[]): T[] {
  const behind = singles.map((_, index) => Math.ceil(((index + 0.5) * chains.length) / singles.length));
  return [[], ...chains].flatMap((chain, count) => [
    ...chain,
    ...singles.filter((_, index) => behind[index] === count),
  ]);
}

/** Fisher-Yates: the same seed gives the same order, on every machine. Seeds are 32-bit integers. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const generator = xoroshiro128plus(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const pick = uniformInt(generator, 0, last);
    [shuffled[last], shuffled[pick]] = [shuffled[pick] as T, shuffled[last] as T];
  }
  return shuffled;
}
