import type { Arm } from '../../src/domain/arm.ts';
import type { StrategyDefinition } from '../../src/domain/strategy.ts';

/** What `run` builds if the options do not say otherwise, and what is held against what. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  readonly apps?: readonly string[];
  readonly strategies?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly rounds?: number;
  /** One selected strategy gives one or more arms. */
  readonly arms: (strategy: StrategyDefinition) => readonly Arm[];
}

/** A strategy as it is, or with what is changed. */
export const armOf = (strategy: StrategyDefinition, changes: Partial<Arm> = {}): Arm => ({
  id: strategy.id,
  title: strategy.title,
  dockerfilesOf: strategy.id,
  reruns: strategy.reruns,
  ...changes,
});
