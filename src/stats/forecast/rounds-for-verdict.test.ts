import { expect, test } from 'vitest';
import { roundsForVerdict } from './rounds-for-verdict.ts';

const cell = (strategy: string) => ({ app: 'go', strategy, scenario: 'cold' });
const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ cell: cell(`s${index}`), baseline: cell('base') }));

test('both sides need them; a cell that is compared with nothing is not there', () => {
  expect([...roundsForVerdict(pairs(2)).keys()]).toEqual(['go/s0/cold', 'go/base/cold', 'go/s1/cold']);
  expect(roundsForVerdict([]).size).toBe(0);
});

test.each([1, 60])('%i comparisons: 2 of the 2^6 flips are 3 %, of 2^5 they were 6 %', (count) => {
  expect(new Set(roundsForVerdict(pairs(count)).values())).toEqual(new Set([6]));
});
