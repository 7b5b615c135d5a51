import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/** Built under two names: how often it is an alarm is how often this machine is wrong. */
const twice = 'slim';

export const suite: Suite = {
  id: 'nightly',
  order: 4,
  title: `every strategy in every scenario, and ${twice} under two names: for the history of nights`,
  rounds: 5,
  arms: (strategy) =>
    strategy.id === twice
      ? [
          armOf(strategy),
          armOf(strategy, {
            id: `${twice}-again`,
            title: `${strategy.title}, once more`,
            baseline: twice,
          }),
        ]
      : [armOf(strategy)],
};
