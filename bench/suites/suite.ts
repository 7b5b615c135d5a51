import type { ColdMethod } from '../../src/domain/sample.ts';
import type { StrategyDefinition } from '../../src/domain/strategy.ts';

/** A strategy as a suite builds it: itself, or its Dockerfiles under another name and with one thing changed. */
export interface SuiteEntry {
  readonly strategy: StrategyDefinition;
  /** The entry it is held against; absent where the run's baseline is. */
  readonly baseline?: string;
  /** Adds a sleep of this share of the build's own cold time to the Dockerfile: 0.05 = 5 %. */
  readonly plantedShare?: number;
  /** How its cache is emptied, where that is what is compared. */
  readonly coldMethod?: ColdMethod;
}

/** What `run` builds if the options do not say otherwise, and what is held against what. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  readonly apps?: readonly string[];
  readonly strategies?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly rounds?: number;
  /** One selected strategy gives one or more entries. */
  readonly entries: (strategy: StrategyDefinition) => readonly SuiteEntry[];
}

/** The same Dockerfiles under another name. */
export const renamed = (strategy: StrategyDefinition, id: string, title: string): StrategyDefinition => ({
  ...strategy,
  id,
  title,
  dockerfilesOf: strategy.id,
});
