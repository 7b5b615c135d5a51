import { editsOf } from '../domain/definitions/app.ts';
import type { Definitions } from '../domain/definitions/definitions.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { PlanJob, Selection } from '../domain/run/job.ts';
import { cellId, variantId, type Cell, type Plan } from '../domain/run/plan.ts';
import { claimSelection } from './claim-cells.ts';
import { plan } from './plan.ts';
import { select, selectScenarios } from './select.ts';
import type { Wanted } from './wanted.ts';

/** Picks what is named. Throws UNKNOWN_NAME, EMPTY_SELECTION, and USAGE for what a suite cannot build. */
export function selection(known: Definitions, wanted: Wanted): Selection {
  const [suite] = select('suite', known.suites, [wanted.suite ?? 'default']);
  if (suite === undefined) throw new Error('there is no default suite');
  const isOfSamples =
    suite.isOfClaims ??
    ((wanted.apps === undefined && suite.apps) || (wanted.strategies === undefined && suite.strategies));
  if (isOfSamples && known.apps.some(({ project }) => project !== undefined))
    throw new StagebenchError('USAGE', `The suite ${suite.id} is of the samples, not of a project.`);
  if (suite.isOfClaims) return claimSelection(suite, known, wanted);
  if (wanted.claims !== undefined || wanted.quick === true)
    throw new StagebenchError('USAGE', '--claims and --quick need --suite claims.');
  const strategies = select('strategy', known.strategies, wanted.strategies ?? suite.strategies);
  const arms = strategies.flatMap((strategy) => suite.arms(strategy));
  const scenarios = selectScenarios(known.scenarios, wanted.scenarios ?? suite.scenarios);
  const special = arms.some(({ transform, build }) => transform !== undefined || build !== undefined);
  if (special && scenarios.some(({ cache }) => cache !== 'none'))
    throw new StagebenchError('USAGE', `The suite ${suite.id} knows only cold builds.`);
  return {
    suite,
    apps: select('app', known.apps, wanted.apps ?? suite.apps),
    scenarios,
    arms: new Map(arms.map((arm) => [arm.id, arm])),
  };
}

/** How often each cell is visited if neither options nor suite say so. */
export const usualRounds = 3;

/** The plan of a job, with the control in every round; under a budget it is round 1. */
export const planOf = ({ selected, rounds, seed }: Pick<PlanJob, 'selected' | 'rounds' | 'seed'>): Plan =>
  plan({
    ...selected,
    ...cellsOf(selected),
    strategies: [...selected.arms.values()],
    ...{ rounds, seed, control: true },
    ...(selected.cells && {
      roundsOfCell: new Map(selected.cells.map((cell) => [cellId(cell), cell.rounds])),
    }),
  });

/** What is built, where that is not every app in every arm and scenario. An edit may have nothing to change in a variant of a project. */
function cellsOf({ apps, arms, scenarios, cells, variants }: Selection): {
  readonly cells?: readonly Cell[];
} {
  if (cells !== undefined) return {};
  const all = apps.flatMap((app) =>
    [...arms.values()].flatMap(({ id: strategy, dockerfilesOf }) =>
      scenarios.map(({ id: scenario, edit }) => ({
        cell: { app: app.id, strategy, scenario },
        isBuilt:
          (variants?.has(variantId({ app: app.id, strategy })) ?? true) &&
          (app.project === undefined ||
            edit === undefined ||
            editsOf(app, dockerfilesOf).some(({ kind }) => kind === edit)),
      })),
    ),
  );
  if (all.every(({ isBuilt }) => isBuilt)) return {};
  return { cells: all.flatMap(({ cell, isBuilt }) => (isBuilt ? [cell] : [])) };
}
