import type { StrategyDefinition } from '../../src/domain/definitions/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'distroless',
  order: 5,
  title: 'Multi-stage, distroless base',
  hypothesis:
    'A base with only the runtime and its libraries is small and leaves neither shell nor package manager to attack.',
};
