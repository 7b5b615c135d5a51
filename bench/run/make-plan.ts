import type { AppDefinition } from '../../src/domain/app.ts';
import type { Arm } from '../../src/domain/arm.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { plan } from '../../src/plan/plan.ts';
import { select } from '../../src/plan/select.ts';
import type { CommandContext } from '../context.ts';
import type { Values } from '../options.ts';
import { apps, scenarios, strategies, suites } from '../registry.ts';
import type { Suite } from '../suites/suite.ts';

export interface Selection {
  readonly suite: Suite;
  readonly apps: readonly AppDefinition[];
  readonly scenarios: readonly ScenarioDefinition[];
  /** What is built of each app, by its name in the rows. */
  readonly arms: ReadonlyMap<string, Arm>;
}

/** How often each cell is visited if neither options nor suite say so. */
export const usualRounds = 3;

/** Picks what the suite and the options name. Throws UNKNOWN_NAME, EMPTY_SELECTION, and USAGE for what a suite cannot build. */
export function selection(values: Partial<Values<'suite' | 'apps' | 'strategies' | 'scenarios'>>): Selection {
  const [suite] = select('suite', suites, [values.suite ?? 'default']);
  if (suite === undefined) throw new Error('there is no default suite');
  const chosen = select('strategy', strategies, values.strategies ?? suite.strategies);
  const arms = chosen.flatMap((strategy) => suite.arms(strategy));
  const wanted = select('scenario', scenarios, values.scenarios ?? suite.scenarios);
  const special = arms.some(({ transform, build }) => transform !== undefined || build !== undefined);
  if (special && wanted.some(({ cache }) => cache !== 'none'))
    throw new StagebenchError('USAGE', `The suite ${suite.id} knows only cold builds.`);
  return {
    suite,
    apps: select('app', apps, values.apps ?? suite.apps),
    scenarios: wanted,
    arms: new Map(arms.map((arm) => [arm.id, arm])),
  };
}

/** The plan that the options ask for; without a seed the clock gives one, which is recorded. */
export function makePlan(
  values: Values<'suite' | 'apps' | 'strategies' | 'scenarios' | 'rounds' | 'seed'>,
  context: Pick<CommandContext, 'clock'>,
): Plan {
  const seed = values.seed ?? Math.floor(context.clock.date().getTime() / 1000) % 2 ** 31;
  const selected = selection(values);
  const rounds = values.rounds ?? selected.suite.rounds ?? usualRounds;
  return plan({ ...selected, strategies: [...selected.arms.values()], rounds, seed, control: true });
}
