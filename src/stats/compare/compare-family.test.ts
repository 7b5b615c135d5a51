import { describe, expect, test } from 'vitest';
import type { Pair } from '../../domain/run/comparison.ts';
import { gaussian } from '../noise.fixture.ts';
import { compareFamily, holm } from './compare-family.ts';

const draw = gaussian(1);
const cell = (n: number, middle = 1000): number[] =>
  Array.from({ length: n }, () => middle * (1 + 0.03 * draw()));
const pair = (id: string, samples: number[], baseline: number[]): Pair => ({ id, samples, baseline });
const one = async (samples: number[], baseline: number[]) =>
  (await compareFamily([pair('a', samples, baseline)], { seed: 1 }))[0];

test('a pair is compared by medians, interval, test and verdict', async () => {
  const comparison = await one(
    [1200, 1210, 1190, 1205, 1195, 1201, 1199],
    [1000, 1010, 990, 1005, 995, 1001, 999],
  );
  expect(comparison).toMatchObject({
    ...{ id: 'a', samples: 7, baselineSamples: 7, medianMs: 1200, baselineMedianMs: 1000, ratio: 1.2 },
    verdict: { kind: 'slower' },
  });
  expect(comparison?.p).toBeCloseTo(2 / 3432, 12);
  expect(comparison?.adjustedP).toBe(comparison?.p);
  expect(comparison?.ratioInterval?.low).toBeGreaterThan(1.18);
  expect(comparison?.ratioInterval?.high).toBeLessThan(1.22);
});

describe('a number is absent where the samples do not give it', () => {
  test('no samples at all', async () => {
    expect(await one([], [])).toEqual({
      ...{ id: 'a', samples: 0, baselineSamples: 0, verdict: { kind: 'none' } },
    });
  });

  test('samples on one side', async () => {
    expect(await one([1000], [])).toEqual({
      ...{ id: 'a', samples: 1, baselineSamples: 0, medianMs: 1000, verdict: { kind: 'none' } },
    });
    expect(await one([], [1000])).toEqual({
      ...{ id: 'a', samples: 0, baselineSamples: 1, baselineMedianMs: 1000, verdict: { kind: 'none' } },
    });
  });

  test.each([1, 2, 3])('%i samples: a ratio, no interval, and how many a verdict needs', async (n) => {
    const comparison = await one(cell(n, 2000), cell(n));
    expect(comparison).toMatchObject({ samples: n, verdict: { kind: 'needs', samples: 4 } });
    expect(comparison?.ratio).toBeGreaterThan(1.8);
    expect(comparison).not.toHaveProperty('ratioInterval');
  });

  test('four or five samples: a verdict without an interval', async () => {
    const comparison = await one(cell(4, 2000), cell(4));
    expect(comparison?.verdict).toEqual({ kind: 'slower' });
    expect(comparison).not.toHaveProperty('ratioInterval');
  });
});

describe('without noise', () => {
  const still = (middle: number): number[] => new Array<number>(7).fill(middle);

  test('a difference is one', async () => {
    expect(await one(still(990), still(1000))).toMatchObject({
      ratio: 0.99,
      ratioInterval: { low: 0.99, high: 0.99 },
      verdict: { kind: 'faster' },
    });
  });

  test.each([
    ['a difference below the minimum effect is none', 1009],
    ['nor are equal times', 1000],
  ])('%s', async (_, middle) => {
    expect(await one(still(middle), still(1000))).toMatchObject({ verdict: { kind: 'same' } });
  });
});

test('a cell held against itself is the same', async () => {
  const samples = cell(10);
  const comparison = await one(samples, samples);
  expect(comparison).toMatchObject({ ratio: 1, p: 1, adjustedP: 1, verdict: { kind: 'same' } });
});

describe('a family', () => {
  const baseline = cell(7);

  test('is all pairs with samples on both sides, and costs each of them its certainty', async () => {
    const others = (count: number): Pair[] =>
      Array.from({ length: count }, (_, index) => pair(`b${index}`, baseline, baseline));
    const first = async (...pairs: Pair[]) =>
      (await compareFamily([pair('a', cell(7, 1500), baseline), ...pairs], { seed: 1 }))[0];
    const p = 2 / 3432;
    expect((await first())?.adjustedP).toBeCloseTo(p, 12);
    expect((await first(...others(14)))?.adjustedP).toBeCloseTo(15 * p, 12);
    expect((await first(pair('empty', [], baseline)))?.adjustedP).toBeCloseTo(p, 12);
    expect((await first(...others(84)))?.verdict).toEqual({ kind: 'slower' });
    // 0.05 ÷ 86 is below 2 ÷ C(14, 7), above 2 ÷ C(16, 8).
    expect((await first(...others(85)))?.verdict).toEqual({ kind: 'needs', samples: 8 });
  });

  test('gives each pair the interval it has in any family, in any place', async () => {
    const pairs = ['a', 'b', 'c'].map((id) => pair(id, cell(7), baseline));
    const intervals = async (some: Pair[], seed: number) =>
      new Map((await compareFamily(some, { seed })).map(({ id, ratioInterval }) => [id, ratioInterval]));
    const all = await intervals(pairs, 1);
    expect(await intervals(pairs.toReversed(), 1)).toEqual(new Map([...all].toReversed()));
    expect((await intervals(pairs.slice(1, 2), 1)).get('b')).toEqual(all.get('b'));
    expect((await intervals(pairs, 2)).get('b')).not.toEqual(all.get('b'));
  });

  test('draws differently for pairs of the same samples', async () => {
    const samples = cell(7);
    const [one, other] = await compareFamily([pair('a', samples, baseline), pair('b', samples, baseline)], {
      seed: 1,
    });
    expect(one?.ratioInterval).not.toEqual(other?.ratioInterval);
  });

  test('comes back in input order, and the caller may breathe after each pair', async () => {
    const breaths: number[] = [];
    const pairs = ['c', 'a', 'b'].map((id) => pair(id, cell(7), baseline));
    const compared = await compareFamily(pairs, { seed: 1 }, async () => {
      breaths.push(breaths.length);
    });
    expect(compared.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(breaths).toEqual([0, 1, 2]);
  });

  test('takes other bounds for a difference', async () => {
    const pairs = [pair('a', cell(7, 1300), baseline)];
    const kind = async (options: { alpha?: number; minimumEffect?: number }) =>
      (await compareFamily(pairs, { seed: 1, ...options }))[0]?.verdict.kind;
    expect(await kind({})).toBe('slower');
    expect(await kind({ minimumEffect: 0.5 })).toBe('same');
    expect(await kind({ alpha: 0.0001 })).toBe('needs');
  });

  test('may be empty', async () => {
    expect(await compareFamily([], { seed: 1 })).toEqual([]);
  });
});

test.each([
  ['none', [], []],
  ['a single one is left as it is', [0.03], [0.03]],
  // statsmodels 0.14 multipletests(ps, method='holm'); R's p.adjust(ps, "holm") gives the same.
  ['unsorted', [0.01, 0.04, 0.03, 0.005, 0.2], [0.04, 0.09, 0.09, 0.025, 0.2]],
  ['never below the one before it', [0.01, 0.011, 0.012], [0.03, 0.03, 0.03]],
  ['at most 1', [0.9, 0.6, 1], [1, 1, 1]],
  ['equal ones stay equal', [0.02, 0.02], [0.04, 0.04]],
])('%s: %j', (_, ps, adjusted) => {
  const result = holm(ps);
  expect(result).toHaveLength(adjusted.length);
  result.forEach((p, index) => expect(p).toBeCloseTo(adjusted[index] ?? NaN, 12));
});
