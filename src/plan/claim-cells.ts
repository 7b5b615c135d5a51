import type { Claim, ClaimBuilds } from '../domain/definitions/claim.ts';
import type { Definitions } from '../domain/definitions/definitions.ts';
import { armOf, type Suite } from '../domain/definitions/suite.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { ExtraId } from '../domain/image/extras.ts';
import type { PlannedCell, Selection } from '../domain/run/job.ts';
import { cellId, variantId, type Cell } from '../domain/run/plan.ts';
import { select } from './select.ts';
import type { Wanted } from './wanted.ts';

/** One build of each cell decides it, and nothing beside builds is measured for it. */
const isQuick = ({ needs }: Pick<Claim, 'needs'>): boolean =>
  needs.every(
    ({ rounds = 1, extras = [], mayLackExtras = false }) =>
      rounds === 1 && (extras.length === 0 || mayLackExtras),
  );

/** The cells of one line of what a claim needs. */
export const cellsOfNeed = ({ apps, strategies, scenarios }: ClaimBuilds): readonly Cell[] =>
  apps.flatMap((app) =>
    strategies.flatMap((strategy) => scenarios.map((scenario) => ({ app, strategy, scenario }))),
  );

/**
 * What is built for claims: the cells that any of them needs, each as often as the one that needs it most often. Throws UNKNOWN_NAME,
 * EMPTY_SELECTION, and USAGE for a claim that names what there is not, which is a fault of its definition.
 */
export function claimSelection(suite: Suite, known: Definitions, wanted: Wanted): Selection {
  const chosen = select('claim', known.claims, wanted.claims).filter(
    (claim) => wanted.quick !== true || isQuick(claim),
  );
  const needs = chosen.flatMap((claim) => claim.needs);
  const named = (cell: Cell): boolean =>
    (wanted.apps?.includes(cell.app) ?? true) &&
    (wanted.strategies?.includes(cell.strategy) ?? true) &&
    (wanted.scenarios?.includes(cell.scenario) ?? true);
  const planned = new Map<string, PlannedCell>();
  const extras = new Map<string, Set<ExtraId>>();
  for (const need of needs)
    for (const cell of cellsOfNeed(need).filter(named)) {
      const own = need.rounds === undefined ? 1 : (wanted.rounds ?? need.rounds);
      const rounds = Math.max(own, planned.get(cellId(cell))?.rounds ?? 1);
      planned.set(cellId(cell), { ...cell, rounds });
      const ofVariant = extras.get(variantId(cell)) ?? new Set();
      for (const extra of wanted.quick === true ? [] : (need.extras ?? [])) ofVariant.add(extra);
      extras.set(variantId(cell), ofVariant);
    }
  if (planned.size === 0)
    throw new StagebenchError('EMPTY_SELECTION', `Nothing is left to build of ${wordsOf(wanted)}.`);
  const cells = [...planned.values()];
  const among = <T extends { readonly id: string }>(
    all: readonly T[],
    ids: readonly string[],
  ): readonly T[] => all.filter(({ id }) => ids.includes(id));
  const { apps, arms } = buildable(known);
  return {
    suite,
    apps: among(
      apps,
      cells.map(({ app }) => app),
    ),
    scenarios: among(
      known.scenarios,
      cells.map(({ scenario }) => scenario),
    ),
    arms: new Map(
      among(
        arms,
        cells.map(({ strategy }) => strategy),
      ).map((arm) => [arm.id, arm]),
    ),
    cells,
    extras,
    together: chosen.map((claim) => claim.needs.flatMap(cellsOfNeed).map(variantId)),
  };
}

/** Everything that a claim may name: the samples, and what experiments add. */
export function buildable({ apps, strategies, experiments }: Definitions) {
  return {
    apps: [...apps, ...experiments.flatMap((experiment) => experiment.apps ?? [])],
    arms: [...strategies.map((strategy) => armOf(strategy)), ...experiments.flatMap(({ twins }) => twins)],
  };
}

const wordsOf = ({ claims, quick }: Wanted): string =>
  `${claims === undefined ? 'all claims' : `the claims ${claims.join(', ')}`}${quick === true ? ' with --quick' : ''}`;
