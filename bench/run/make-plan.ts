import type { AppDefinition } from '../../src/domain/app.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import type { StrategyDefinition } from '../../src/domain/strategy.ts';
import { plan } from '../../src/plan/plan.ts';
import { select } from '../../src/plan/select.ts';
import type { CommandContext } from '../context.ts';
import type { Values } from '../options.ts';
import { apps, scenarios, strategies, suites } from '../registry.ts';
import type { Suite, SuiteEntry } from '../suites/suite.ts';

export interface Selection {
  readonly suite: Suite;
  readonly apps: readonly AppDefinition[];
  /** As the suite builds them: some may be under other names. */
  readonly strategies: readonly StrategyDefinition[];
  readonly scenarios: readonly ScenarioDefinition[];
  /** By strategy. */
  readonly entries: ReadonlyMap<string, SuiteEntry>;
}

/** How often each cell is visited if neither options nor suite say so. */
export const usualRounds = 3;

/** Picks what the suite and the options name. Throws UNKNOWN_NAME, EMPTY_SELECTION, and USAGE for what a suite cannot build. */
export function selection(values: Partial<Values<'suite' | 'apps' | 'strategies' | 'scenarios'>>): Selection {
  const [suite] = select('suite', suites, [values.suite ?? 'default']);
  if (suite === undefined) throw new Error('there is no default suite');
  const chosen = select('strategy', strategies, values.strategies ?? suite.strategies);
  const entries = chosen.flatMap((strategy) => suite.entries(strategy));
  const wanted = select('scenario', scenarios, values.scenarios ?? suite.scenarios);
  const special = entries.some((entry) => entry.plantedShare !== undefined || entry.coldMethod !== undefined);
  if (special && wanted.some(({ cache }) => cache !== 'none'))
    throw new StagebenchError('USAGE', `The suite ${suite.id} knows only cold builds.`);
  return {
    suite,
    apps: select('app', apps, values.apps ?? suite.apps),
    strategies: entries.map(({ strategy }) => strategy),
    scenarios: wanted,
    entries: new Map(entries.map((entry) => [entry.strategy.id, entry])),
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
  return plan({ ...selected, rounds, seed, control: true });
}
