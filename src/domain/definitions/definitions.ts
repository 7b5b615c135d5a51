import type { AppDefinition } from './app.ts';
import type { ScenarioDefinition } from './scenario.ts';
import type { Strategy } from './strategy.ts';
import type { Claim } from './claim.ts';
import type { Experiment } from './experiment.ts';
import type { Suite } from './suite.ts';

/** All that can be measured. It is handed down from the program's start, so that a project can bring its own. */
export interface Definitions {
  readonly apps: readonly AppDefinition[];
  /** From the plainest to the barest. */
  readonly strategies: readonly Strategy[];
  /** In the order of a chain: what a scenario leaves in the cache is what the next one needs. */
  readonly scenarios: readonly ScenarioDefinition[];
  /** Suites and experiments: what is built of each strategy, and what is held against what. */
  readonly suites: readonly Suite[];
  readonly experiments: readonly Experiment[];
  readonly claims: readonly Claim[];
}
