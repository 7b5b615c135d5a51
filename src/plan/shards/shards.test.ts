import { describe, expect, test } from 'vitest';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import type { Arm } from '../../domain/definitions/arm.ts';
import { variantId } from '../../domain/run/plan.ts';
import { plan } from '../plan.ts';
import { describeSplit } from './describe-split.ts';
import { partsOf } from './parts-of.ts';
import { readShard } from './read-shard.ts';
import { splitPlan } from './split-plan.ts';

describe('a shard is named', () => {
  test.each([
    ['1/1', { number: 1, of: 1 }],
    ['2/5', { number: 2, of: 5 }],
    ['5/5', { number: 5, of: 5 }],
  ])('%s', (text, shard) => {
    expect(readShard(text, {})).toEqual(shard);
  });

  test.each([
    ['0/5', 'there are shards 1 to 5, and no 0.'],
    ['6/5', 'there are shards 1 to 5, and no 6.'],
    ['1/0', 'a plan is split into 1 to 1000 shards, not into 0.'],
    ['1/1001', 'not into 1001.'],
    ['2', 'like 2/5, or auto/5, not "2".'],
    ['a/b', 'not "a/b".'],
    ['-1/5', 'not "-1/5".'],
    ['1.5/2', 'not "1.5/2".'],
    ['1/2/3', 'not "1/2/3".'],
    ['auto', 'not "auto".'],
  ])('not as %s', (text, words) => {
    expect(() => readShard(text, {})).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(words) }),
    );
  });

  test('by the index of an Indexed Job, which counts from 0', () => {
    const of = (index: string) => readShard('auto/3', { JOB_COMPLETION_INDEX: index });
    expect([of('0'), of('2')].map(({ number }) => number)).toEqual([1, 3]);
    expect(() => of('3')).toThrow('JOB_COMPLETION_INDEX is 3, so this is shard 4; there are shards 1 to 3.');
    expect(() => of('x')).toThrow('JOB_COMPLETION_INDEX is "x", which is no number.');
    expect(() => readShard('auto/3', {})).toThrow('--shard auto/3 needs JOB_COMPLETION_INDEX');
  });

  test('a number goes before the variable', () => {
    expect(readShard('1/3', { JOB_COMPLETION_INDEX: '2' })).toEqual({ number: 1, of: 3 });
  });
});

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const named = (...ids: string[]) => ids.map((id) => ({ id }));

/** Arms by name, each with what it is held against. */
const armsOf = (baselines: Record<string, string | undefined>) =>
  new Map(
    Object.entries(baselines).map(([id, baseline]): [string, Arm] => [
      id,
      { id, title: id, dockerfilesOf: id, reruns: {}, ...(baseline !== undefined && { baseline }) },
    ]),
  );
const planned = (apps: string[], arms: ReadonlyMap<string, Arm>) =>
  plan({
    apps: named(...apps),
    strategies: [...arms.values()],
    scenarios: [cold],
    rounds: 2,
    seed: 1,
    control: true,
  });
const parts = (apps: string[], arms: ReadonlyMap<string, Arm>, together?: string[][]) =>
  partsOf(planned(apps, arms), { arms, ...(together && { together }) }).map((part) =>
    part.map(variantId).join(' '),
  );

describe('nothing is compared between', () => {
  test('two apps', () => {
    expect(parts(['go', 'node'], armsOf({ plain: undefined, slim: undefined }))).toEqual([
      'go/plain go/slim',
      'node/plain node/slim',
    ]);
  });

  test('two baselines of a suite with their partners', () => {
    const arms = armsOf({ a: undefined, 'a-again': 'a', b: undefined, 'b-1': 'b', 'b-2': 'b-1' });
    expect(parts(['go'], arms)).toEqual(['go/a go/a-again', 'go/b go/b-1 go/b-2']);
  });

  test('but what is held against nothing stays with the pair of twins of its app', () => {
    const arms = armsOf({ plain: undefined, slim: undefined, again: 'slim', scratch: undefined });
    expect(parts(['go', 'node'], arms)).toEqual([
      'go/plain go/slim go/again go/scratch',
      'node/plain node/slim node/again node/scratch',
    ]);
  });

  test('two claims, as long as they need no variant together', () => {
    const arms = armsOf({ a: undefined, b: undefined, c: undefined });
    const together = [['go/a', 'node/a'], ['node/a', 'node/b'], ['go/c'], ['node/c', 'elsewhere/x']];
    expect(parts(['go', 'node'], arms, together)).toEqual(['go/a node/a node/b', 'go/b', 'go/c', 'node/c']);
  });
});

describe('a plan is split', () => {
  const arms = armsOf({ plain: undefined, slim: undefined });
  const apps = ['a', 'b', 'c', 'd', 'e'];
  const whole = planned(apps, arms);
  const shardsOf = (split: Readonly<Record<string, number>>) =>
    Object.fromEntries(apps.map((app) => [app, new Set([split[`${app}/plain`], split[`${app}/slim`]])]));

  test('into as many shards as are asked for, each app in one of them', () => {
    const split = splitPlan(whole, { arms }, 3, undefined);
    expect(shardsOf(split)).toEqual({
      a: new Set([1]),
      b: new Set([2]),
      c: new Set([3]),
      d: new Set([1]),
      e: new Set([2]),
    });
    expect(Object.keys(split)).toEqual(whole.variants.map(variantId));
  });

  test('the same each time', () => {
    expect(splitPlan(whole, { arms }, 4, undefined)).toEqual(splitPlan(whole, { arms }, 4, undefined));
  });

  test('by what an earlier run took: the largest part goes first, to the shard that has least', () => {
    const ms: Record<string, number> = { a: 1, b: 2, c: 9, d: 4, e: 3 };
    const costs = {
      cells: new Map(whole.cells.map((cell) => [`${variantId(cell)}/cold`, ms[cell.app] ?? 0])),
      ...{ primes: new Map(), noise: new Map(), controlMs: 1000, onceMs: 0 },
    };
    const split = splitPlan(whole, { arms }, 2, costs);
    // By hand, 2 variants × 2 rounds: c 36 | d 16, e 12, b 8 to 36 | a 4 to the first of two equal ones.
    expect(shardsOf(split)).toEqual({
      a: new Set([1]),
      b: new Set([2]),
      c: new Set([1]),
      d: new Set([2]),
      e: new Set([2]),
    });
    const told = describeSplit(whole, { number: 2, of: 2, split, balancedBy: 'r1' }, costs);
    // 40 ms and 36 ms, and 2 rounds with 3 builds of the control each.
    expect(told).toEqual([
      '  1/2  4 variants, 4 cells, about 6.04 s: a, c',
      '→ 2/2  6 variants, 6 cells, about 6.04 s: b, d, e',
      expect.stringContaining('by the times of run r1. On every machine it must be the same: --balance r1'),
    ]);
  });

  test('so that no shard is empty, even where nothing takes any time', () => {
    const costs = { cells: new Map(), primes: new Map(), noise: new Map(), controlMs: 0, onceMs: 0 };
    expect(new Set(Object.values(splitPlan(whole, { arms }, 5, costs))).size).toBe(5);
  });

  test('not into more shards than there are parts', () => {
    expect(() => splitPlan(whole, { arms }, 6, undefined)).toThrow(
      'This plan has 5 parts between which nothing is compared, so it gives at most 5 shards, not 6',
    );
  });
});
