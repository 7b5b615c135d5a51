import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'alpine',
  order: 4,
  title: 'Multi-stage, Alpine base',
  hypothesis: 'Alpine gives the smallest base that still has a shell and a package manager.',
};
