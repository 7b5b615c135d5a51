import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

export const suite: Suite = {
  id: 'quick',
  order: 2,
  title: 'every strategy once, cold and warm: sizes are exact, times are not',
  scenarios: ['cold', 'warm'],
  rounds: 1,
  arms: (strategy) => [armOf(strategy)],
};
