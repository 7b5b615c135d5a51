import { describe, expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import type { TimedSample } from '../samples/good-samples.ts';
import { compareRounds, type RoundPair } from './compare-rounds.ts';

const side = (times: readonly number[], firstRound = 1): TimedSample[] =>
  times.map((wallMs, index) => ({ round: firstRound + index, wallMs }));
const pair = (
  id: string,
  samples: readonly TimedSample[],
  baseline: readonly TimedSample[],
  family = 'cold',
): RoundPair => ({ id, family, samples, baseline });

/** Rounds that take 1000 ms or up to a third more. */
const rounds = [1000, 1300, 1100, 1250, 1050, 1320, 1010];
const times = (factors: readonly number[]): number[] =>
  rounds.slice(0, factors.length).map((time, index) => time * (factors[index] ?? NaN));
const slower = [1.08, 1.1, 1.09, 1.12, 1.07, 1.11, 1.1];
const none = [1.02, 0.97, 1.01, 1.04, 0.98, 0.99, 1.0];
const one = async (samples: readonly TimedSample[], baseline: readonly TimedSample[], options = {}) =>
  (await compareRounds([pair('a', samples, baseline)], { seed: 1, ...options }))[0];

test('what a round does to both is no noise', async () => {
  const comparison = await one(side(times(slower)), side(rounds));
  expect(comparison).toMatchObject({
    ...{ id: 'a', samples: 7, baselineSamples: 7, baselineMedianMs: 1100, familySize: 1 },
    ...{ p: 1 / 64, adjustedP: 1 / 64, verdict: { kind: 'slower' } },
  });
  // By scipy and numpy of the logarithms of the seven ratios: median of the Walsh averages, and the 3rd and 26th of the 28.
  expect(comparison?.ratio).toBeCloseTo(1.0949886, 6);
  expect(comparison?.ratioInterval?.low).toBeCloseTo(1.0799537, 6);
  expect(comparison?.ratioInterval?.high).toBeCloseTo(1.11, 6);
  // 1.14·1.4826·MAD: Croux & Rousseeuw's factor for 7.
  expect(comparison?.noise).toBeCloseTo(0.0154354, 6);
});

describe('a family', () => {
  test('is a scenario: what another one shows changes nothing', async () => {
    const cold = pair('cold', side(times(slower)), side(rounds));
    const others = Array.from({ length: 9 }, (_, index) =>
      pair(`warm ${index}`, side(times(none.toSpliced(index % 7, 1, 1.3))), side(rounds), 'warm'),
    );
    const [alone] = await compareRounds([cold], { seed: 1 });
    const beside = await compareRounds([...others, cold], { seed: 1 });
    expect(beside.at(-1)).toEqual(alone);
    expect(beside[0]?.familySize).toBe(9);
  });

  test('of many pairs can claim a difference after six rounds', async () => {
    const draw = gaussian(1);
    const still = (id: string) =>
      pair(id, side(times(none.slice(0, 6).map(() => Math.exp(0.01 * draw())))), side(rounds.slice(0, 6)));
    const clear = pair('clear', side(times(slower.slice(0, 6))), side(rounds.slice(0, 6)));
    const many = [clear, ...Array.from({ length: 60 }, (_, index) => still(String(index)))];
    const [first] = await compareRounds(many, { seed: 1 });
    expect(first).toMatchObject({ familySize: 61, adjustedP: 1 / 32, verdict: { kind: 'slower' } });
  });

  test('has only those that have enough rounds', async () => {
    const [few, enough] = await compareRounds(
      [
        pair('few', side(times(slower.slice(0, 5))), side(rounds)),
        pair('enough', side(times(slower)), side(rounds)),
      ],
      { seed: 1 },
    );
    expect(few).toMatchObject({ samples: 5, verdict: { kind: 'needs', samples: 6 } });
    expect(few).not.toHaveProperty('p');
    expect(enough).toMatchObject({ familySize: 1, verdict: { kind: 'slower' } });
  });

  test('comes back in input order, and the caller may breathe', async () => {
    let breaths = 0;
    const pairs = ['c', 'a', 'b'].map((id) => pair(id, side(times(none)), side(rounds)));
    const compared = await compareRounds(pairs, { seed: 1 }, async () => {
      breaths += 1;
    });
    expect(compared.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(breaths).toBe(3);
  });

  test('may be empty', async () => {
    expect(await compareRounds([], { seed: 1 })).toEqual([]);
  });
});

describe('only rounds count that both have', () => {
  test('where one cell is missing in some', async () => {
    const gap = side(times(slower)).filter(({ round }) => round !== 3);
    const comparison = await one(gap, side(rounds));
    expect(comparison).toMatchObject({
      samples: 6,
      baselineSamples: 6,
      p: 1 / 32,
      verdict: { kind: 'slower' },
    });
  });

  test('and none is in common', async () => {
    expect(await one(side([1, 2, 3]), side([4, 5, 6], 4))).toEqual({
      ...{ id: 'a', samples: 0, baselineSamples: 0, verdict: { kind: 'none' } },
    });
  });

  test.each([
    ['no samples at all', [], [], {}],
    ['only of the cell', [1000], [], { medianMs: 1000 }],
    ['only of the baseline', [], [1000], { baselineMedianMs: 1000 }],
  ])('%s', async (_, samples, baseline, medians) => {
    expect(await one(side(samples), side(baseline))).toEqual({
      ...{ id: 'a', samples: samples.length, baselineSamples: baseline.length, ...medians },
      verdict: { kind: 'none' },
    });
  });
});

test.each([1, 3, 5])('%i rounds: a ratio, no interval, and how many a verdict needs', async (n) => {
  const comparison = await one(side(times(slower.slice(0, n))), side(rounds.slice(0, n)));
  expect(comparison).toMatchObject({ samples: n, verdict: { kind: 'needs', samples: 6 } });
  expect(comparison?.ratio).toBeGreaterThan(1.05);
  expect(comparison).not.toHaveProperty('ratioInterval');
  expect(comparison !== undefined && 'noise' in comparison).toBe(n === 5);
});

describe('without noise', () => {
  test.each([
    ['a difference is one', 0.98, { kind: 'faster' }],
    ['one below the minimum effect is none, and that is said', 1.009, { kind: 'same', why: 'small' }],
    ['equal times are the same', 1, { kind: 'same' }],
  ])('%s', async (_, factor, expected) => {
    const comparison = await one(side(rounds.map((time) => time * factor)), side(rounds));
    expect(comparison?.verdict).toEqual(expected);
    expect(comparison?.ratio).toBeCloseTo(factor, 12);
  });
});

test('a time of 0 ms has no logarithm: its round does not count, and that is said', async () => {
  const withZero = (samples: readonly TimedSample[]) =>
    samples.map((sample) => (sample.round === 2 ? { ...sample, wallMs: 0 } : sample));
  const [cell, baseline] = [side(times(slower)), side(rounds)];
  for (const comparison of [await one(withZero(cell), baseline), await one(cell, withZero(baseline))]) {
    expect(comparison).toMatchObject({ samples: 7, zeroRounds: 1 });
    expect(comparison?.p).toBe(1 / 32);
  }
  const allZero = await one(side([0, 0, 0, 0, 0, 0, 0]), side(rounds));
  expect(allZero).toMatchObject({ zeroRounds: 7, verdict: { kind: 'needs', samples: 6 } });
  expect(allZero).not.toHaveProperty('ratio');
});

test('a difference that counts alone and not among others says so', async () => {
  const factors = [1.05, 1.01, 1.04, 1.06, 1.02, 1.05, 1.03];
  const others = Array.from({ length: 12 }, (_, index) =>
    pair(
      String(index),
      side(times(factors.map((factor, round) => ((index >> (round % 4)) & 1 ? factor : 1 / factor)))),
      side(rounds),
    ),
  );
  const [first] = await compareRounds([pair('a', side(times(factors)), side(rounds)), ...others], {
    seed: 1,
  });
  expect(first?.p).toBeLessThanOrEqual(0.05);
  expect(first?.adjustedP).toBeGreaterThan(0.05);
  expect(first?.verdict).toEqual({ kind: 'same', why: 'corrected' });
});

test('NaN is refused, and of which pair it is', async () => {
  await expect(one(side([1, NaN]), side([1, 2]))).rejects.toThrow('samples of a has NaN');
  await expect(one(side([1, 2]), side([1, NaN]))).rejects.toThrow('baseline of a has NaN');
});

test('so is an endless time: its ratio would be a difference beyond all doubt', async () => {
  const times = [1, 2, 3, 4, 5, 6, 7];
  await expect(one(side([...times.slice(1), Infinity]), side(times))).rejects.toThrow(
    'samples of a has Infinity',
  );
});
