import { main } from '../main.ts';
import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/*
 * The program with a suite that nobody else needs: `run --suite shard-cells` has 2,004 cells, in 501 pairs of an app between which nothing
 * is compared, as a plan that needs many machines would.
 */
const pairs = 167;

const shardCells: Suite = {
  id: 'shard-cells',
  title: 'a Dockerfile under many names, two and two compared',
  strategies: ['slim'],
  scenarios: ['cold', 'edit-source'],
  rounds: 10,
  arms: (strategy) =>
    Array.from({ length: pairs }, (_, index) => {
      const id = index === 0 ? strategy.id : `${strategy.id}-${index + 1}`;
      return [
        armOf(strategy, { id, title: `${strategy.title}, ${index + 1}` }),
        armOf(strategy, { id: `${id}-again`, title: `${strategy.title}, ${index + 1} again`, baseline: id }),
      ];
    }).flat(),
};
process.exitCode = await main((samples) => ({ ...samples, suites: [...samples.suites, shardCells] }));
