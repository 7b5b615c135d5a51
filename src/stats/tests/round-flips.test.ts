import { describe, expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { moderatedT } from './moderated-t.ts';
import { roundFlips, smallestFlipP, type FlipP } from './round-flips.ts';

function ps(differences: (number | undefined)[][], seed = 1): FlipP[] {
  const work = roundFlips(moderatedT(differences), seed);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const clear = [0.1, 0.12, 0.08, 0.11, 0.09, 0.13];
const still = [0.02, -0.03, 0.01, 0.04, -0.02, -0.01];
const lower = [-0.05, -0.06, 0.02, -0.07, -0.04, -0.03];

describe('flipping rounds', () => {
  // By numpy over all 32 flips: t with half of var(ddof=1) and half of its median, maxima over the pairs that score less.
  test('gives each pair its share of the flips, and corrects it for the others', () => {
    expect(ps([clear, still, lower]).map(({ p, adjustedP }) => [32 * p, 32 * adjustedP])).toEqual([
      [1, 1],
      [26, 26],
      [2, 2],
    ]);
  });

  test('costs a pair its certainty where another one is as clear in other rounds', () => {
    const other = clear.map((value, index) => (index % 2 === 0 ? value : -value));
    const [alone] = ps([clear]);
    const [beside] = ps([clear, other]);
    expect([32 * (alone?.adjustedP ?? NaN), 32 * (beside?.adjustedP ?? NaN)]).toEqual([1, 2]);
  });

  test('does not mind in which order pairs and rounds are', () => {
    const usual = ps([clear, still, lower]);
    expect(ps([lower, clear, still])).toEqual([usual[2], usual[0], usual[1]]);
    expect(ps([clear, still, lower].map((pair) => pair.toReversed()))).toEqual(usual);
  });

  test('leaves out the rounds that a pair lacks', () => {
    expect(ps([[undefined, ...clear]])).toEqual(ps([clear]));
    expect(
      ps([
        [...clear, undefined],
        [...clear.map((value) => -value), 3],
      ])[0]?.p,
    ).toBeLessThanOrEqual(1 / 32);
  });

  test.each([
    ['no differences at all are as likely as anything', [0, 0, 0, 0, 0, 0], 32],
    // Nothing varies: only the flip of none has all on one side.
    ['one difference in every round is as unlikely as can be', new Array<number>(6).fill(0.07), 1],
    ['ties are counted as far', [0.1, 0.1, 0.1, 0.1, -0.1, -0.1], 22],
  ])('%s', (_, differences, flips) => {
    expect(32 * (ps([differences])[0]?.p ?? NaN)).toBe(flips);
  });

  test('of nothing gives nothing', () => {
    expect(ps([])).toEqual([]);
  });
});

describe('above 12 rounds flips are drawn', () => {
  const draw = gaussian(1);
  const pair = (shift: number): number[] => Array.from({ length: 40 }, () => shift + draw());
  const pairs = [pair(2), pair(0.35), pair(0)];

  test('by the seed alone', () => {
    expect(ps(pairs, 1)).toEqual(ps(pairs, 1));
    expect(ps(pairs, 1)[2]).not.toEqual(ps(pairs, 2)[2]);
  });

  test('and what was found is one of them: p is never 0', () => {
    expect(ps(pairs)[0]).toEqual({ p: 1 / 4096, adjustedP: 1 / 4096 });
  });

  test('which gives the p of Student’s t, within the error of drawing', () => {
    // Two-sided p of a t-test of the second pair alone, by scipy.stats.ttest_1samp; √(p(1 − p) ÷ 4096) is below 0.4 points.
    const alone = pairs[1] ?? [];
    const mean = alone.reduce((sum, value) => sum + value, 0) / 40;
    const spread = Math.sqrt(alone.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39 / 40);
    const t = mean / spread;
    expect(t).toBeCloseTo(2.3092, 3);
    expect(Math.abs((ps([alone])[0]?.p ?? NaN) - 0.0263)).toBeLessThan(0.01);
  });

  test('with a pause after some of them', () => {
    const work = roundFlips(moderatedT(pairs), 1);
    let pauses = 0;
    while (work.next().done !== true) pauses += 1;
    expect(pauses).toBe(15);
  });
});

test.each([
  [1, 1],
  [5, 1 / 16],
  [6, 1 / 32],
  [12, 1 / 2048],
  [13, 1 / 4096],
  [277, 1 / 4096],
])('the smallest p of %i rounds is %d', (rounds, p) => {
  expect(smallestFlipP(rounds)).toBe(p);
});
