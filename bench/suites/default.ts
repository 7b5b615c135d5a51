import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

export const suite: Suite = {
  id: 'default',
  order: 1,
  title: 'every strategy in every scenario',
  arms: (strategy) => [armOf(strategy)],
};
