import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'scratch',
  order: 6,
  title: 'Multi-stage, from scratch',
  hypothesis:
    'An empty base with exactly the files the service needs is the lower bound of size and attack surface.',
};
