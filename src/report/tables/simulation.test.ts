import { expect, test } from 'vitest';
import { format } from '../formats/md.ts';
import type { SimulationFigures } from '../table.ts';
import { table } from './simulation.ts';

const figures: SimulationFigures = {
  ...{ madeBy: 'npm run simulate -- 2000', date: '2026-11-26', families: 2000, seed: 13 },
  candidates: ['ranks', 'flips', 'other'],
  tables: {
    coverage: { unit: 'share', rows: [{ name: 'a drift', values: [0.9504, 0.5, null] }] },
    published: { unit: 'count', rows: [{ name: 'as they are', values: [0, 3, 36] }] },
  },
};

test('shares are per cent, and a candidate of which nothing is known has no column', () => {
  expect(format.print({ tables: table.show({ figures, name: 'coverage' }) })).toMatchInlineSnapshot(`
    "|         |  ranks |  flips |
    | :------ | -----: | -----: |
    | a drift | 95.0 % | 50.0 % |

    - \`npm run simulate -- 2000\`, 2026-11-26: 2000 families each line"
  `);
});

test('counts are counts', () => {
  expect(format.print({ tables: table.show({ figures, name: 'published' }) })).toMatchInlineSnapshot(`
    "|             | ranks | flips | other |
    | :---------- | ----: | ----: | ----: |
    | as they are |     0 |     3 |    36 |"
  `);
});

test('there is nothing of a name that is not known', () => {
  expect(table.show({ figures, name: 'other' })).toEqual([]);
});
