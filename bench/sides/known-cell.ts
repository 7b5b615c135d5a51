import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';
import { cellId, type Cell } from '../../src/domain/run/plan.ts';
import { unknownName } from '../../src/plan/select.ts';
import type { CommandContext } from '../context.ts';

/** What says under which names strategies are built. */
export type NamedArms = Pick<CommandContext['definitions'], 'strategies' | 'suites'>;

/** Everything that is built of an app under any name. */
const everyArm = ({ strategies, suites }: NamedArms): Arm[] =>
  suites.flatMap((suite) => strategies.flatMap((strategy) => suite.arms(strategy)));

/** By the name under which something is built: the strategy whose Dockerfiles it has. */
export const dockerfilesOfArms = (definitions: NamedArms): ReadonlyMap<string, string> =>
  new Map(
    everyArm(definitions)
      // Of one name in several suites the first counts, as everywhere.
      .toReversed()
      .map(({ id, dockerfilesOf }) => [id, dockerfilesOf]),
  );

/** The definitions of a cell, as they are now. Throws UNKNOWN_NAME for one that there is not any more. */
export function knownCell(
  cell: Cell,
  definitions: CommandContext['definitions'],
): { readonly app: AppDefinition; readonly scenario: ScenarioDefinition; readonly arm: Arm } {
  const app = definitions.apps.find(({ id }) => id === cell.app);
  const scenario = definitions.scenarios.find(({ id }) => id === cell.scenario);
  const arm = everyArm(definitions).find(({ id }) => id === cell.strategy);
  if (app !== undefined && scenario !== undefined && arm !== undefined) return { app, scenario, arm };
  throw new StagebenchError('UNKNOWN_NAME', `There is no cell ${cellId(cell)} in this checkout any more.`);
}

/** Throws UNKNOWN_NAME for a cell whose app, strategy or scenario there is not, with the one that was likely meant. */
export function refuseUnknownNames(cell: Cell, definitions: CommandContext['definitions']): void {
  const known = {
    app: definitions.apps.map(({ id }) => id),
    strategy: [...new Set(everyArm(definitions).map(({ id }) => id))],
    scenario: definitions.scenarios.map(({ id }) => id),
  };
  for (const what of ['app', 'strategy', 'scenario'] as const)
    if (!known[what].includes(cell[what]))
      throw new StagebenchError('UNKNOWN_NAME', unknownName(what, cell[what], known[what]));
}
