import { main } from '../main.ts';
import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/*
 * The program with a suite that nobody else needs: `run --suite many-cells` has 1,200 cells, as a checkout with a hundred
 * strategies would.
 */
const copies = 20;

const manyCells: Suite = {
  id: 'many-cells',
  title: 'Dockerfiles under twenty names each',
  strategies: ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless'],
  arms: (strategy) => [
    armOf(strategy),
    ...Array.from({ length: copies - 1 }, (_, index) =>
      armOf(strategy, { id: `${strategy.id}-${index + 2}`, title: `${strategy.title}, ${index + 2}` }),
    ),
  ],
};
process.exitCode = await main((samples) => ({ ...samples, suites: [...samples.suites, manyCells] }));
