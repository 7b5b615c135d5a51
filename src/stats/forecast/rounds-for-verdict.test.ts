import { expect, test } from 'vitest';
import { compareFamily } from '../compare/compare-family.ts';
import { roundsForVerdict } from './rounds-for-verdict.ts';

const cell = (strategy: string) => ({ app: 'go', strategy, scenario: 'cold' });
const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ cell: cell(`s${index}`), baseline: cell('base') }));

test.each([1, 5, 20, 60])(
  'with so many rounds the largest difference of %i comparisons is claimed, with one less none is',
  async (count) => {
    const rounds = roundsForVerdict(pairs(count)).get('go/s0/cold') ?? 0;
    const claimed = async (samples: number): Promise<boolean> => {
      const times = (from: number) => Array.from({ length: samples }, (_, index) => from + index);
      const family = pairs(count).map((_, index) => ({
        id: String(index),
        samples: times(index === 0 ? 2000 : 1000),
        baseline: times(1000),
      }));
      const [first] = await compareFamily(family, { seed: 1, resamples: 1 });
      return first?.verdict.kind === 'slower';
    };
    expect([await claimed(rounds), await claimed(rounds - 1)]).toEqual([true, false]);
  },
);

test('both sides need them; a cell that is compared with nothing is not there', () => {
  expect([...roundsForVerdict(pairs(2)).keys()]).toEqual(['go/s0/cold', 'go/base/cold', 'go/s1/cold']);
  expect(roundsForVerdict([]).size).toBe(0);
});
