import { expect, test } from 'vitest';
import { compareExact, exactPair, type ExactComparison } from './compare-exact.ts';

test.each<[string, number[], number[], ExactComparison]>([
  ['equal', [5], [5], { kind: 'equal', ratio: 1 }],
  ['smaller', [50, 50], [200], { kind: 'smaller', ratio: 0.25 }],
  ['larger', [201], [200, 200, 200], { kind: 'larger', ratio: 1.005 }],
  ['more than nothing', [3], [0], { kind: 'larger' }],
  ['nothing and nothing', [0], [0], { kind: 'equal' }],
  ['less than something', [0], [4], { kind: 'smaller', ratio: 0 }],
  [
    'one that varies has no value',
    [7, 5, 7],
    [5],
    { kind: 'not-reproducible', side: 'cell', values: [5, 7] },
  ],
  [
    'nor has a baseline that does',
    [5],
    [10, 9],
    { kind: 'not-reproducible', side: 'baseline', values: [9, 10] },
  ],
  ['nothing measured', [], [5], { kind: 'none' }],
  ['nothing to hold it against', [5, 6], [], { kind: 'none' }],
])('%s: %j against %j', (_, values, baseline, expected) => {
  expect(compareExact(values, baseline)).toEqual(expected);
});

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
