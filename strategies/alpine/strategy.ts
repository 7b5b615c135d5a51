import type { StrategyDefinition } from '../../src/domain/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'alpine',
  title: 'Multi-stage, Alpine base',
  hypothesis: 'Alpine gives the smallest base that still has a shell and a package manager.',
};
