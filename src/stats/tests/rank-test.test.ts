import { describe, expect, test } from 'vitest';
import { rankTest, smallestP } from './rank-test.ts';

const count = (n: number, from = 1): number[] => Array.from({ length: n }, (_, index) => from + index);

describe('the exact test', () => {
  test.each([
    // The example of scipy's documentation of `mannwhitneyu`, which gives p = 0.1111.
    ['diabetes', [19, 22, 16, 29, 24], [20, 11, 17, 12], 1 / 9],
    // scipy 1.17.1: mannwhitneyu(a, b, method='exact').
    [
      'no ties',
      [1.2, 3.4, 5.6, 7.8, 9.1, 2.2, 4.4],
      [6.1, 8.3, 10.5, 12.7, 3.9, 11.2, 9.9, 13.0],
      0.013986013986,
    ],
    // Over all assignments with itertools.combinations, ranks by scipy.stats.rankdata.
    ['ties', [1, 2, 2, 3, 5, 5], [2, 4, 5, 5, 6, 7, 7], 115 / 1716],
    ['hardly anything but ties', [1, 1, 1, 2], [1, 2, 2, 2, 2, 3], 31 / 210],
    ['apart as far as can be', [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 2 / 252],
    ['the same values on both sides', [1, 2, 3], [1, 2, 3], 1],
    ['one against one', [1], [2], 1],
    ['two against two', [1, 2], [3, 4], 1 / 3],
    ['three against three', [1, 2, 3], [4, 5, 6], 0.1],
    ['all equal', [7, 7, 7, 7], [7, 7, 7, 7], 1],
    ['two values', [1, 1, 1, 1], [2, 2, 2, 2], 2 / 70],
    ['nothing on one side', [], [1, 2, 3], 1],
    ['nothing at all', [], [], 1],
  ])('%s', (_, a, b, p) => {
    expect(rankTest(a, b).p).toBeCloseTo(p, 10);
    expect(rankTest(b, a).p).toBeCloseTo(p, 10);
    expect(rankTest(a, b).exact).toBe(true);
  });

  test('is exact for 40 samples a side', () => {
    const a = count(40, 0).map((index) => (37 * index) % 83);
    const b = count(40, 0).map((index) => ((29 * index + 11) % 97) + 0.5);
    const { p, exact } = rankTest(a, b);
    expect(exact).toBe(true);
    // scipy 1.17.1: mannwhitneyu(a, b, method='exact').
    expect(p).toBeCloseTo(0.14556796982267803, 10);
  });

  test('sees ranks only', () => {
    const [a, b] = [
      [1, 4, 2, 8],
      [3, 9, 7],
    ];
    expect(rankTest(a.map(Math.exp), b.map(Math.exp))).toEqual(rankTest(a, b));
  });
});

describe('above 100 samples it is approximated', () => {
  const a = count(60, 0).map((index) => 10 + 0.7 * index + ((index * index) % 7));
  const b = count(55, 0).map((index) => 12 + 0.7 * index + ((index * 5) % 11));
  const tenths = (values: number[]): number[] => values.map((value) => Math.round(value * 10));

  test('with corrections for ties and continuity', () => {
    const { p, exact } = rankTest(tenths(a), tenths(b));
    expect(exact).toBe(false);
    // scipy 1.17.1: mannwhitneyu(a, b, method='asymptotic', use_continuity=True).
    expect(p).toBeCloseTo(0.17722149556569322, 6);
  });

  test.each([
    ['all equal', new Array<number>(60).fill(1), new Array<number>(60).fill(1), 1],
    ['the same on both sides', count(60), count(60), 1],
    ['far apart: never below what the exact test can give', count(60), count(60, 1000), 1e-17],
  ])('%s', (_, one, other, most) => {
    const { p } = rankTest(one, other);
    expect(p).toBeLessThanOrEqual(most);
    expect(p).toBeGreaterThanOrEqual(most === 1 ? 1 : smallestP(60, 60));
  });
});

describe('the smallest p', () => {
  test.each([
    [0, 5, 1],
    [1, 1, 1],
    [1, 39, 2 / 40],
    [3, 3, 2 / 20],
    [4, 4, 2 / 70],
    [5, 5, 2 / 252],
    [7, 10, 2 / 19448],
    [10, 10, 2 / 184756],
  ])('of %i against %i samples', (nA, nB, p) => {
    expect(smallestP(nA, nB)).toBeCloseTo(p, 12);
    expect(smallestP(nB, nA)).toBeCloseTo(p, 12);
    expect(rankTest(count(nA), count(nB, 100)).p).toBeCloseTo(p, 12);
  });
});

test('under the null hypothesis at most alpha of all assignments have p ≤ alpha', () => {
  const values = [1, 2, 2, 3, 4, 5, 5, 8];
  const ps = count(2 ** values.length - 1, 0)
    .map((mask) => values.filter((_, index) => (mask >> index) % 2 === 1).length === 4 && mask)
    .filter((mask) => mask !== false)
    .map((mask) => {
      const side = (wanted: number): number[] => values.filter((_, index) => (mask >> index) % 2 === wanted);
      return rankTest(side(1), side(0)).p;
    });
  expect(ps).toHaveLength(70);
  for (const alpha of ps) expect(ps.filter((p) => p <= alpha).length / 70).toBeCloseTo(alpha, 10);
});
