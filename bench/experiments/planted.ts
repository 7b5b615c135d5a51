import { renamed, type Suite } from '../suites/suite.ts';

/** Shares of the cold build's own time. */
const shares = [0.02, 0.05, 0.1];

/**
 * A step that sleeps is a difference of known size. One stage only: where stages run side by side, a sleep in one of
 * them may cost nothing.
 */
export const suite: Suite = {
  id: 'planted',
  title: 'a sleep of 2, 5 and 10 % of the build added: it must be found',
  apps: ['node'],
  strategies: ['single-stage'],
  scenarios: ['cold'],
  rounds: 20,
  entries: (strategy) => [
    { strategy },
    ...shares.map((plantedShare) => {
      const percent = `${Math.round(plantedShare * 100)}`;
      return {
        strategy: renamed(
          strategy,
          `${strategy.id}-plus-${percent}`,
          `${strategy.title}, and a sleep of ${percent} %`,
        ),
        baseline: strategy.id,
        plantedShare,
      };
    }),
  ],
};
