import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'multi-stage',
  order: 2,
  title: 'Multi-stage, full base',
  hypothesis:
    'Splitting build from run, with the same full base for both, removes what only the build needs and leaves the base.',
};
