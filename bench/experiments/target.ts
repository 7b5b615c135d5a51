import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/** A stage that only checks what the runtime stage has. */
const checking = '\nFROM runtime AS checked\nRUN node --check dist/server.js\n';

/** The same Dockerfile with a stage more than the app needs, built whole and only up to the stage that it needs. */
export const suite: Suite = {
  id: 'target',
  order: 6,
  title: '--target leaves out the stages behind it: does it save their time?',
  apps: ['node'],
  strategies: ['slim'],
  scenarios: ['cold'],
  rounds: 10,
  arms: (strategy) => [
    armOf(strategy, {
      id: `${strategy.id}-whole`,
      title: `${strategy.title}, with a stage that checks it`,
      transform: { kind: 'append', text: checking },
    }),
    armOf(strategy, {
      id: `${strategy.id}-target`,
      title: `${strategy.title}, the same with --target runtime`,
      baseline: `${strategy.id}-whole`,
      transform: { kind: 'append', text: checking },
      build: { target: 'runtime' },
    }),
  ],
};
