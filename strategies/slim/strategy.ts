import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'slim',
  order: 3,
  title: 'Multi-stage, slim base',
  hypothesis:
    'Running on the slim base of the same distribution saves most bytes of the base and changes nothing else.',
};
