import { expect, test } from 'vitest';
import { format as markdown } from '../formats/md.ts';
import { plantedCostTable } from './planted-cost.ts';

test('the parts of what a sleep costs add up, in ms and in shares of the build', () => {
  const costs = [
    { variant: 'go/a', sleepMs: 100, stepMs: 160, exportMs: 40, buildMs: 250, baselineMs: 1000 },
    { variant: 'go/b', sleepMs: 20, stepMs: 80, exportMs: -10, buildMs: 50, baselineMs: 1000 },
  ];
  expect(markdown.print({ tables: [plantedCostTable(costs)] })).toMatchInlineSnapshot(`
    "| variant |  sleep | around it | export | other steps |  in all | of the build |
    | :------ | -----: | --------: | -----: | ----------: | ------: | -----------: |
    | go/a    | 100 ms |    +60 ms | +40 ms |      +50 ms | +250 ms |       25.0 % |
    | go/b    |  20 ms |    +60 ms | −10 ms |      −20 ms |  +50 ms |        5.0 % |

    - go/a: 1 + 0.100 + 0.060 + 0.040 + 0.050 = 1.250
    - go/b: 1 + 0.020 + 0.060 − 0.010 − 0.020 = 1.050"
  `);
});
