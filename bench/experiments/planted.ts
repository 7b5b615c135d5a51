import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/** Shares of the cold build's own time. */
const shares = [0.02, 0.05, 0.1];

/**
 * A step that sleeps is a difference of known size. One stage only: where stages run side by side, a sleep in one of
 * them may cost nothing.
 */
export const suite: Suite = {
  id: 'planted',
  order: 4,
  title: 'a sleep of 2, 5 and 10 % of the build added: it must be found',
  apps: ['node'],
  strategies: ['single-stage'],
  scenarios: ['cold'],
  rounds: 20,
  arms: (strategy) => [
    armOf(strategy),
    ...shares.map((share) => {
      const percent = `${Math.round(share * 100)}`;
      return armOf(strategy, {
        id: `${strategy.id}-plus-${percent}`,
        title: `${strategy.title}, and a sleep of ${percent} %`,
        baseline: strategy.id,
        transform: { kind: 'sleep', share },
      });
    }),
  ],
};
