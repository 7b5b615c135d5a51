import { expect, test } from 'vitest';
import { compareFamily } from '../compare/compare-family.ts';
import { gaussian } from '../noise.fixture.ts';
import { commonRounds } from './common-rounds.ts';
import type { TimedSample } from './good-samples.ts';

const inRounds = (...rounds: number[]): TimedSample[] =>
  rounds.map((round) => ({ round, wallMs: round * 10 }));
const roundsOf = (samples: readonly TimedSample[]) => samples.map(({ round }) => round);

test.each([
  ['the first rounds of a cell that stopped early', [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 3]],
  ['neither a round that failed here nor one that failed there', [1, 3, 4], [1, 2, 4], [1, 4]],
  ['nothing where no round is common', [1, 2], [3, 4], []],
])('leaves %s', (_, one, other, left) => {
  expect(commonRounds(inRounds(...one), inRounds(...other)).map(roundsOf)).toEqual([left, left]);
});

test('leaves a side as it is where the other has nothing', () => {
  expect(commonRounds(inRounds(1, 2), []).map(roundsOf)).toEqual([[1, 2], []]);
  expect(commonRounds([], inRounds(1, 2)).map(roundsOf)).toEqual([[], [1, 2]]);
});

// The machine gets 5 % slower in 30 rounds; four cells equal the baseline and stop after 8 to 20 of them.
test('a cell that stopped early differs from its baseline under drift in at most 5 % of the runs', async () => {
  const draw = gaussian(1);
  const cell = (rounds: number): TimedSample[] =>
    Array.from({ length: rounds }, (_, index) => ({
      round: index + 1,
      wallMs: 1000 * (1 + 0.02 * draw() + (0.05 * index) / 29),
    }));
  const times = (samples: readonly TimedSample[]) => samples.map(({ wallMs }) => wallMs);
  const claims = async (
    pairs: readonly (readonly [readonly TimedSample[], readonly TimedSample[]])[],
    seed: number,
  ): Promise<boolean> => {
    const family = pairs.map(([one, other], index) => ({
      ...{ id: String(index), samples: times(one), baseline: times(other) },
    }));
    const compared = await compareFamily(family, { seed, resamples: 1 });
    return compared.some(({ verdict: { kind } }) => kind === 'faster' || kind === 'slower');
  };
  const wrong = { common: 0, all: 0 };
  const runs = 500;
  for (let run = 0; run < runs; run += 1) {
    const baseline = cell(30);
    const pairs = [8, 10, 14, 20].map((rounds) => [cell(rounds), baseline] as const);
    if (await claims(pairs, run)) wrong.all += 1;
    if (
      await claims(
        pairs.map(([one, other]) => commonRounds(one, other)),
        run,
      )
    )
      wrong.common += 1;
  }
  expect(wrong.common / runs).toBeLessThanOrEqual(0.05);
  // What it protects from.
  expect(wrong.all / runs).toBeGreaterThan(0.3);
});
