import { describe, expect, test } from 'vitest';
import { budgetRounds, fewestSamples, type BudgetRequest } from './budget.ts';
import type { BudgetChain } from './round-costs.ts';

/** No interval below 6 samples; from there on it narrows with the root of their number. */
const halfWidth = (noise: number, samples: number): number | undefined =>
  samples < 6 ? undefined : (2 * noise) / Math.sqrt(samples);

const cold = (id: string, costMs: number, noise = 0.03) => ({ id, costMs, noise, opensChain: true });
const warm = (id: string, costMs: number, noise = 0.03) => ({ id, costMs, noise, opensChain: false });
const chain = (primeMs: number, ...cells: BudgetChain['cells']): BudgetChain => ({ primeMs, cells });

function shared(changes: Partial<BudgetRequest> & Pick<BudgetRequest, 'chains' | 'budgetMs'>) {
  const { rounds, expectedMs } = budgetRounds({
    ...{ controlMs: 0, onceMs: 0, most: 1000, halfWidth },
    ...changes,
  });
  return { rounds: Object.fromEntries(rounds), expectedMs };
}

test('the fewest samples with an interval are asked of the statistics, not known here', () => {
  expect(fewestSamples(halfWidth)).toBe(6);
  expect(fewestSamples((_, samples) => (samples < 9 ? undefined : 1))).toBe(9);
});

describe('what a plan costs', () => {
  test('each cell, the control in every round, and what comes once', () => {
    const chains = [chain(0, cold('a', 100)), chain(0, cold('b', 10))];
    // Six rounds: 600 + 60, six times the control, and 40 once.
    expect(shared({ chains, budgetMs: 730, controlMs: 5, onceMs: 40 })).toEqual({
      rounds: { a: 6, b: 6 },
      expectedMs: 730,
    });
  });

  test('a prime for a chain in a round without its cold build, and none in a round with one', () => {
    const chains = [chain(100, cold('cold', 100, 0), warm('warm', 1, 0.5))];
    // Six rounds of both take 606. The cold cell has no noise and gets no more; each further warm one takes a prime.
    expect(shared({ chains, budgetMs: 606 + 3 * 101 + 50 })).toEqual({
      rounds: { cold: 6, warm: 9 },
      expectedMs: 909,
    });
  });

  test('a prime in every round where no cold build is selected', () => {
    expect(shared({ chains: [chain(100, warm('warm', 1))], budgetMs: 606 })).toEqual({
      rounds: { warm: 6 },
      expectedMs: 606,
    });
  });
});

describe('where the time goes', () => {
  test('nothing that would go over the budget is planned', () => {
    for (let budgetMs = 110; budgetMs < 3000; budgetMs += 37) {
      const chains = [chain(90, cold('a', 100), warm('b', 1, 0.2)), chain(9, cold('c', 9), warm('d', 1))];
      const { rounds, expectedMs } = shared({ chains, budgetMs, controlMs: 3, onceMs: 7 });
      // What is added up step by step is what such a plan takes from its start.
      const least = new Map(Object.entries(rounds));
      expect(shared({ chains, budgetMs: 0, controlMs: 3, onceMs: 7, least }).expectedMs).toBe(expectedMs);
      if (budgetMs > 121) expect(expectedMs).toBeLessThanOrEqual(budgetMs);
      else expect(Object.values(rounds)).toEqual([1, 1, 1, 1]);
    }
  });

  test('a budget that is too small for one round gets one round, and its cost says so', () => {
    expect(shared({ chains: [chain(0, cold('a', 100))], budgetMs: 99 })).toEqual({
      rounds: { a: 1 },
      expectedMs: 100,
    });
  });

  test('first as many cells as possible get to an interval, the cheapest first', () => {
    const chains = [chain(0, cold('dear', 1000)), chain(0, cold('cheap', 10)), chain(0, cold('middle', 100))];
    // One round of each is 1110; 5 × 10 and 5 × 100 more bring two of them to six samples.
    expect(shared({ chains, budgetMs: 1110 + 50 + 500 + 5 }).rounds).toEqual({
      dear: 1,
      middle: 6,
      cheap: 6,
    });
  });

  test('one interval is better than two medians of more samples without one', () => {
    const chains = [chain(0, cold('a', 100)), chain(0, cold('b', 101))];
    expect(shared({ chains, budgetMs: 201 + 500 }).rounds).toEqual({ a: 6, b: 1 });
  });

  test('what is left goes to those below, before any interval is made narrower', () => {
    const chains = [chain(0, cold('dear', 1000)), chain(0, cold('cheap', 10))];
    expect(shared({ chains, budgetMs: 1000 + 60 + 2000 }).rounds).toEqual({ dear: 3, cheap: 6 });
  });

  test('then to where it narrows most for its time: cells of the same cost, one noisy', () => {
    const chains = [chain(0, cold('calm', 10, 0.01)), chain(0, cold('noisy', 10, 0.1))];
    const { rounds } = shared({ chains, budgetMs: 400 });
    expect(rounds['calm']).toBeLessThan(rounds['noisy'] ?? 0);
    // 40 visits in all; by 1/√n both gain alike when noise × n^-1.5 is the same: n is as 1 to 10^(2/3) = 4.6.
    expect(rounds).toEqual({ calm: 7, noisy: 33 });
  });

  test('an interval that narrows only every few samples is not given up at the first step', () => {
    const inSteps = (noise: number, samples: number) =>
      samples < 6 ? undefined : noise / Math.floor(samples / 3);
    const { rounds } = shared({ chains: [chain(0, cold('a', 1))], budgetMs: 12, halfWidth: inSteps });
    expect(rounds).toEqual({ a: 12 });
  });

  test('a cell without noise, and one that is narrow enough, get no more than an interval takes', () => {
    const chains = [
      chain(0, cold('exact', 1, 0)),
      chain(0, cold('narrow', 1, 0.01)),
      chain(0, cold('wide', 1)),
    ];
    // 2 × 0.03 / √n ≤ 0.01 from n = 36 on.
    expect(shared({ chains, budgetMs: 10_000, target: 0.01 }).rounds).toEqual({
      exact: 6,
      narrow: 6,
      wide: 36,
    });
  });

  test('where more samples are asked of a cell than an interval takes, these come first', () => {
    const chains = [chain(0, cold('a', 10, 0.1)), chain(0, cold('b', 20, 0))];
    expect(shared({ chains, budgetMs: 14 * 30 + 35, target: 0.05, enough: 14 }).rounds).toEqual({
      ...{ a: 16, b: 14 },
    });
    expect(shared({ chains, budgetMs: 9 * 30 + 5, target: 0.05, enough: 14 }).rounds).toEqual({
      a: 15,
      b: 6,
    });
  });

  test('no cell gets more rounds than it may', () => {
    const chains = [chain(0, cold('a', 1)), chain(0, cold('b', 1))];
    expect(shared({ chains, budgetMs: 1e6, most: 20 }).rounds).toEqual({ a: 20, b: 20 });
  });

  test('rounds that are over stay, although they cost more than there is', () => {
    const chains = [chain(0, cold('a', 100)), chain(0, cold('b', 100))];
    const least = new Map([
      ['a', 7],
      ['b', 3],
    ]);
    expect(shared({ chains, budgetMs: 500, least }).rounds).toEqual({ a: 7, b: 3 });
  });
});

describe('what is compared comes first', () => {
  const goal = (samples: number, ...cells: string[]) => ({ cells, samples });
  const of = (changes: Partial<BudgetRequest> & Pick<BudgetRequest, 'chains' | 'budgetMs'>) => {
    const { rounds, ...rest } = budgetRounds({
      ...{ controlMs: 0, onceMs: 0, most: 1000, halfWidth },
      ...changes,
    });
    return { rounds: Object.fromEntries(rounds), ...rest };
  };
  const chains = [chain(0, cold('base', 10)), chain(0, cold('a', 10)), chain(0, cold('b', 100))];
  const goals = [goal(8, 'a', 'base'), goal(8, 'b', 'base')];

  test('both sides get the rounds of a verdict, the cheapest comparison first', () => {
    // One round is 120; 7 × 20 more bring a and its baseline there, and 7 × 100 would be needed for b.
    expect(of({ chains, goals, budgetMs: 120 + 140 })).toEqual({
      rounds: { base: 8, a: 8, b: 1 },
      ...{ expectedMs: 260, reached: 1, allGoalsMs: 960 },
    });
  });

  test('a budget as large as it says is enough for all, and 1 ms less is not', () => {
    expect(of({ chains, goals, budgetMs: 960 })).toMatchObject({
      reached: 2,
      rounds: { base: 8, a: 8, b: 8 },
    });
    expect(of({ chains, goals, budgetMs: 959 })).toMatchObject({ reached: 1, allGoalsMs: 960 });
  });

  test('not half a comparison: what brings none there is spread evenly, and both sides have as much', () => {
    // All three twice are 240; base is the first that gets a third.
    expect(of({ chains, goals, budgetMs: 120 + 139 })).toMatchObject({
      reached: 0,
      rounds: { base: 3, a: 2, b: 2 },
    });
  });

  test('the control of further rounds is paid once, and a prime that a cold build saves is not', () => {
    const two = [chain(50, cold('base', 50), warm('w', 1)), chain(50, cold('a', 50), warm('aw', 1))];
    const both = [goal(3, 'w', 'aw'), goal(3, 'base', 'a')];
    // Cold and warm of both in 3 rounds are 3 × 102, and three times the control.
    expect(of({ chains: two, goals: both, controlMs: 5, budgetMs: 321 })).toMatchObject({
      ...{ reached: 2, expectedMs: 321, allGoalsMs: 321 },
    });
  });

  test('what a cell has counts, and a comparison with a closed cell is not aimed at', () => {
    const none = new Map(['base', 'a', 'b'].map((id) => [id, 0]));
    const before = new Map([['base', 8], ['a', 7], ['b', 7]]); // prettier-ignore
    const closed = new Set(['a']);
    expect(of({ chains, goals, least: none, before, closed, budgetMs: 100 })).toMatchObject({
      ...{ rounds: { a: 0, b: 1 }, reached: 1 },
    });
  });
});

test('a whole suite with a budget of a day gets more than a hundred rounds of each cell, and fills the day', () => {
  const chains = Array.from({ length: 18 }, (_, index) =>
    chain(
      1000,
      cold(`${index} cold`, 20_000 + index),
      warm(`${index} warm`, 700),
      warm(`${index} source`, 3000),
    ),
  );
  const { rounds, expectedMs } = shared({ chains, budgetMs: 86_400_000, controlMs: 3000 });
  expect(Object.values(rounds).every((count) => count > 100)).toBe(true);
  expect(expectedMs).toBeGreaterThan(86_300_000);
});

describe('in the middle of a run', () => {
  const chains = [chain(0, cold('a', 10)), chain(0, cold('b', 10))];
  const none = new Map([
    ['a', 0],
    ['b', 0],
  ]);

  test('what a cell has counts: the rest goes to the one that has less', () => {
    const before = new Map([
      ['a', 12],
      ['b', 6],
    ]);
    expect(shared({ chains, budgetMs: 60, least: none, before }).rounds).toEqual({ a: 0, b: 6 });
  });

  test('to an interval a cell needs only what it lacks', () => {
    const before = new Map([
      ['a', 4],
      ['b', 6],
    ]);
    expect(shared({ chains, budgetMs: 20, least: none, before }).rounds).toEqual({ a: 2, b: 0 });
  });

  test('a cell that is closed gets no more, however noisy', () => {
    const closed = new Set(['a']);
    expect(shared({ chains, budgetMs: 60, least: none, closed }).rounds).toEqual({ a: 0, b: 6 });
  });

  test('rounds that are over count among the most a cell may have', () => {
    const before = new Map([
      ['a', 998],
      ['b', 1000],
    ]);
    expect(shared({ chains, budgetMs: 900, least: none, before }).rounds).toEqual({ a: 2, b: 0 });
  });
});
