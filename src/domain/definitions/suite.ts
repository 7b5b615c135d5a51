import type { Arm } from './arm.ts';
import type { Strategy } from './strategy.ts';

/** What `run` builds if the options do not say otherwise, and what is held against what. */
export interface Suite {
  readonly id: string;
  /** Its place in lists, from 1; behind those that have one if absent. */
  readonly order?: number;
  readonly title: string;
  readonly apps?: readonly string[];
  readonly strategies?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly rounds?: number;
  /** It builds what claims need, and nothing else. */
  readonly isOfClaims?: true;
  /** The same of a project, which has other variants; as it is if absent. */
  readonly ofProject?: (variants: readonly Strategy[]) => Suite;
  /** One selected strategy gives one or more arms. */
  readonly arms: (strategy: Strategy) => readonly Arm[];
}

/** A strategy as it is, or with what is changed. */
export const armOf = (strategy: Strategy, changes: Partial<Arm> = {}): Arm => ({
  id: strategy.id,
  title: strategy.title,
  dockerfilesOf: strategy.id,
  reruns: strategy.reruns,
  ...changes,
});
