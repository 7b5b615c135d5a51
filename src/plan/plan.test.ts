import { describe, expect, test } from 'vitest';
import { cellId, variantId } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { describePlan } from './describe.ts';
import { plan, type PlanRequest, shuffle } from './plan.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const ids = (...names: string[]) => names.map((id) => ({ id }));
const planned = (changes: Partial<PlanRequest> = {}) =>
  plan({
    apps: ids('go', 'node'),
    strategies: ids('slim', 'alpine'),
    scenarios: [cold, warm],
    rounds: 2,
    seed: 7,
    ...changes,
  });

test('every app with every strategy is a variant, each with every scenario a cell', () => {
  expect(planned().variants.map(variantId)).toEqual(['go/slim', 'go/alpine', 'node/slim', 'node/alpine']);
  expect(planned().cells.map(cellId).slice(0, 3)).toEqual(['go/slim/cold', 'go/slim/warm', 'go/alpine/cold']);
  expect(planned().cells).toHaveLength(8);
});

describe('the order of visits', () => {
  test('round after round, and in each every cell once', () => {
    const { visits, cells } = planned({ rounds: 3 });
    expect(visits.map(({ round }) => round)).toEqual([1, 2, 3].flatMap((round) => cells.map(() => round)));
    for (const round of [1, 2, 3]) {
      const visited = visits.filter((visit) => visit.round === round).map(cellId);
      expect(visited.toSorted()).toEqual(cells.map(cellId).toSorted());
    }
  });

  test('a variant’s scenarios are one chain: its cold build is followed at once by its warm one', () => {
    const { visits } = planned({ rounds: 5 });
    for (const [index, visit] of visits.entries()) {
      if (visit.scenario !== 'warm') continue;
      expect(visits[index - 1]).toMatchObject({
        app: visit.app,
        strategy: visit.strategy,
        scenario: 'cold',
        round: visit.round,
      });
    }
  });

  test('a visit of several builds has a number for each of them', () => {
    const { visits } = planned({ scenarios: [cold, { ...warm, repeats: 5 }], apps: ids('go'), rounds: 1 });
    expect(visits.map(({ sequence, builds = 1 }) => [sequence, builds])).toEqual([
      ...[[1, 1], [2, 5], [7, 1], [8, 5]], // prettier-ignore
    ]);
  });

  test('sequence counts from 1 without gaps', () => {
    expect(planned().visits.map(({ sequence }) => sequence)).toEqual(
      planned().visits.map((_, index) => index + 1),
    );
  });

  test('the same seed gives the same plan; another seed and another round give other orders', () => {
    const order = (seed: number, round: number) =>
      planned({ seed, rounds: round, scenarios: [cold] })
        .visits.filter((visit) => visit.round === round)
        .map(variantId)
        .join();
    expect(planned()).toEqual(planned());
    const rounds = Array.from({ length: 20 }, (_, index) => order(7, index + 1));
    const seeds = Array.from({ length: 20 }, (_, index) => order(index, 1));
    // Of 24 orders, 20 independent draws see about 14.
    expect(new Set(rounds).size).toBeGreaterThan(8);
    expect(new Set(seeds).size).toBeGreaterThan(8);
  });
});

describe('what primes a cache', () => {
  test('where the cold scenario is selected, its build does: there are no primes', () => {
    expect(planned().visits.filter(({ phase }) => phase === 'prime')).toEqual([]);
  });

  test('where it is not, one prime opens each chain and is not a measurement', () => {
    const { visits, cells } = planned({
      scenarios: [warm],
      apps: ids('go'),
      strategies: ids('slim'),
      rounds: 2,
    });
    expect(visits.map(({ phase, round }) => `${round} ${phase}`)).toEqual([
      '1 prime',
      '1 measure',
      '2 prime',
      '2 measure',
    ]);
    expect(cells).toHaveLength(1);
  });
});

describe('a plan in words', () => {
  test('says what is built how often, and in which order', () => {
    expect(describePlan(planned())).toMatchInlineSnapshot(`
      "4 variants, 8 cells, 2 rounds: 16 timed builds (seed 7)

      round 1
           1  go/slim                cold, warm
           3  node/slim              cold, warm
           5  node/alpine            cold, warm
           7  go/alpine              cold, warm

      round 2
           9  node/alpine            cold, warm
          11  go/alpine              cold, warm
          13  go/slim                cold, warm
          15  node/slim              cold, warm
      "
    `);
  });

  test('counts builds, and says which visit makes several of them', () => {
    const fiveTimes = { ...warm, repeats: 5 };
    expect(describePlan(planned({ scenarios: [cold, fiveTimes], apps: ids('go'), rounds: 1 })))
      .toMatchInlineSnapshot(`
        "2 variants, 4 cells, 1 round: 12 timed builds (seed 7)

        round 1
             1  go/slim                cold, warm ×5
             7  go/alpine              cold, warm ×5
        "
      `);
  });

  test('counts primes apart', () => {
    expect(describePlan(planned({ scenarios: [warm], apps: ids('go'), rounds: 1 }))).toMatchInlineSnapshot(`
      "2 variants, 2 cells, 1 round: 2 timed builds, 2 primes (seed 7)

      round 1
           1  go/slim                (prime), warm
           3  go/alpine              (prime), warm
      "
    `);
  });

  test('keeps two chains of one variant apart when a round ends with it and the next begins with it', () => {
    const text = describePlan(planned({ apps: ids('go'), strategies: ids('slim'), rounds: 2 }));
    expect(text.match(/go\/slim +cold, warm/g)).toHaveLength(2);
  });
});

const seeds = Array.from({ length: 600 }, (_, index) => index);

test('the same seed gives the same order, on every machine and version', () => {
  expect(shuffle(['a', 'b', 'c', 'd', 'e', 'f'], 7)).toMatchInlineSnapshot(`
    [
      "e",
      "b",
      "c",
      "d",
      "f",
      "a",
    ]
  `);
});

test('every item stays, once, and the list that was given is not changed', () => {
  const items = Object.freeze(['a', 'b', 'c', 'd']);
  for (const seed of [-1, 0, 1, 2 ** 31 - 1, -(2 ** 31)])
    expect(shuffle(items, seed).toSorted()).toEqual(items);
});

test('every order of three can occur, and none far more often than the others', () => {
  const counts = new Map<string, number>();
  for (const seed of seeds) {
    const order = shuffle(['a', 'b', 'c'], seed).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // 600 draws over 6 orders: 100 each, standard deviation 9; five of them on either side.
  for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(46);
});

test.each([0, 1])('a list of %i is left as it is', (length) => {
  expect(shuffle(['a'].slice(0, length), 1)).toEqual(['a'].slice(0, length));
});
