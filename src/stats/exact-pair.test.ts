import { expect, test } from 'vitest';
import { exactPair } from './exact-pair.ts';

test.each<[string, number[], number[], object]>([
  ['one value each', [5, 5], [4], { kind: 'larger', ratio: 1.25, value: 5, baselineValue: 4 }],
  [
    'not reproducible',
    [5, 6],
    [4],
    { kind: 'not-reproducible', side: 'cell', values: [5, 6], baselineValue: 4 },
  ],
  ['not measured', [], [4], { kind: 'none', baselineValue: 4 }],
])('%s', (_, values, baseline, expected) => {
  expect(exactPair(values, baseline)).toEqual(expected);
});
