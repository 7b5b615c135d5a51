import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'single-stage',
  order: 1,
  title: 'Single stage, full base',
  hypothesis:
    'One stage on the full language base is the shortest to write, and ships compiler, caches and development dependencies.',
};
