import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/** Only the names differ here: a difference would be a fault of the bench. */
export const suite: Suite = {
  id: 'aa',
  order: 3,
  title: 'each Dockerfile twice, under two names: no difference must be found',
  scenarios: ['cold', 'warm'],
  rounds: 7,
  arms: (strategy) => [
    armOf(strategy),
    armOf(strategy, {
      id: `${strategy.id}-again`,
      title: `${strategy.title}, once more`,
      baseline: strategy.id,
    }),
  ],
};
