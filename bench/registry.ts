import type { AppDefinition } from '../src/domain/app.ts';
import type { ScenarioDefinition } from '../src/domain/scenario.ts';
import type { Strategy } from '../src/domain/strategy.ts';
import * as found from './registry.generated.ts';
import type { Suite } from './suites/suite.ts';

const inOrder = <Definition extends { readonly order?: number }>(
  definitions: readonly Definition[],
): readonly Definition[] =>
  definitions.toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);

/** Every sample app. */
export const apps: readonly AppDefinition[] = inOrder(found.apps);

/** Every strategy, from the plainest to the barest. */
export const strategies: readonly Strategy[] = inOrder(found.strategies);

/** In the order of a chain: what a scenario leaves in the cache is what the next one needs. */
export const scenarios: readonly ScenarioDefinition[] = inOrder(found.scenarios);

/** Every suite and experiment that `--suite` knows. */
export const suites: readonly Suite[] = inOrder(found.suites);
