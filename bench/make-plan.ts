import type { AppDefinition } from '../src/domain/app.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { ScenarioDefinition } from '../src/domain/scenario.ts';
import type { StrategyDefinition } from '../src/domain/strategy.ts';
import { plan } from '../src/plan/plan.ts';
import { select } from '../src/plan/select.ts';
import type { CommandContext } from './context.ts';
import type { Values } from './options.ts';
import { apps, scenarios, strategies } from './registry.ts';

export interface Selection {
  readonly apps: readonly AppDefinition[];
  readonly strategies: readonly StrategyDefinition[];
  readonly scenarios: readonly ScenarioDefinition[];
}

/** Picks what the options name. Throws UNKNOWN_NAME, EMPTY_SELECTION. */
export function selection(values: Partial<Values<'apps' | 'strategies' | 'scenarios'>>): Selection {
  return {
    apps: select('app', apps, values.apps),
    strategies: select('strategy', strategies, values.strategies),
    scenarios: select('scenario', scenarios, values.scenarios),
  };
}

/** The plan that the options ask for; without a seed the clock gives one, which is recorded. */
export function makePlan(
  values: Values<'apps' | 'strategies' | 'scenarios' | 'rounds' | 'seed'>,
  context: Pick<CommandContext, 'clock'>,
): Plan {
  const seed = values.seed ?? Math.floor(context.clock.date().getTime() / 1000) % 2 ** 31;
  return plan({ ...selection(values), rounds: values.rounds, seed });
}
