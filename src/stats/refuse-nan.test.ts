import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { compareExact } from './compare/compare-exact.ts';
import { compareFamily } from './compare/compare-family.ts';
import { drift } from './findings/drift.ts';
import { firstVisit } from './findings/first-visit.ts';
import { outliers } from './findings/findings.ts';
import { unsteady } from './findings/unsteady.ts';
import { criticalU } from './forecast/critical-u.ts';
import { detectableEffect } from './forecast/detectable-effect.ts';
import { expectedHalfWidth, relativeNoise, samplesForHalfWidth } from './forecast/interval-forecast.ts';
import { isStopped } from './forecast/narrow-cells.ts';
import { predictedPower, samplesNeeded } from './forecast/power.ts';
import { samplesToFind, typicalNoise } from './forecast/samples-to-find.ts';
import { bootstrapMedians } from './intervals/bootstrap-medians.ts';
import { intervalDepth } from './intervals/interval-depth.ts';
import { medianInterval, samplesForInterval } from './intervals/median-interval.ts';
import { ratioInterval } from './intervals/ratio-interval.ts';
import { holm } from './compare/compare-family.ts';
import { normalProbability } from './tests/normal-probability.ts';
import { rankSumCounts } from './tests/rank-sum-counts.ts';
import { doubledRanks, rankTest, smallestP } from './tests/rank-test.ts';
import { roundEffects } from './samples/round-effects.ts';
import { signTest } from './tests/sign-test.ts';
import { trendTest } from './tests/trend-test.ts';
import { verdict } from './tests/verdict.ts';

const bad = [1, 2, NaN, 4, 5, 6];
const good = [1, 2, 3, 4, 5, 6];
const timed = bad.map((wallMs, index) => ({ round: index + 1, wallMs }));
const effect = { effect: 0.05, noise: 0.03, alpha: 0.05, samples: 10 };
const evidence = {
  samples: 6,
  baselineSamples: 6,
  ratio: 1.1,
  familySize: 3,
  alpha: 0.05,
  minimumEffect: 0.01,
};

test.each<[string, string, () => unknown]>([
  ['holm', 'ps', () => holm([0.01, NaN, 0.03])],
  ['trendTest', 'values', () => trendTest(bad)],
  ['trendTest of many', 'values', () => trendTest([...Array(61).keys(), NaN])],
  ['rankTest', 'a', () => rankTest(bad, good)],
  ['rankTest', 'b', () => rankTest(good, bad)],
  ['smallestP', 'nA', () => smallestP(NaN, 3)],
  ['rankSumCounts', 'ranks', () => rankSumCounts(bad, 2)],
  ['doubledRanks', 'values', () => doubledRanks(bad)],
  ['signTest', 'ratios', () => signTest(bad)],
  ['bootstrapMedians', 'samples', () => bootstrapMedians(bad, 10, xoroshiro128plus(1))],
  ['ratioInterval', 'samples', () => ratioInterval(bad, good, { seed: 1 })],
  ['ratioInterval', 'baseline', () => ratioInterval(good, bad, { seed: 1 })],
  ['medianInterval', 'samples', () => medianInterval(bad)],
  ['medianInterval', 'level', () => medianInterval(good, NaN)],
  ['samplesForInterval', 'level', () => samplesForInterval(NaN)],
  ['intervalDepth', 'n', () => intervalDepth(NaN, 0.95)],
  ['relativeNoise', 'samples', () => relativeNoise(bad)],
  ['typicalNoise', 'samples', () => typicalNoise([good, bad])],
  ['expectedHalfWidth', 'noise', () => expectedHalfWidth(NaN, 10)],
  ['samplesForHalfWidth', 'target', () => samplesForHalfWidth(0.03, NaN)],
  ['isStopped', 'times', () => isStopped(bad, 0.03)],
  ['normalProbability', 'z', () => normalProbability(NaN)],
  ['outliers', 'samples', () => outliers(timed)],
  ['drift', 'cells', () => drift([timed])],
  ['firstVisit', 'cells', () => firstVisit([timed])],
  ['roundEffects', 'cells', () => roundEffects([timed])],
  ['unsteady', 'cells', () => unsteady([timed])],
  ['compareExact', 'values', () => compareExact(bad, good)],
  ['criticalU', 'alpha', () => criticalU(10, NaN)],
  ['predictedPower', 'effect', () => predictedPower({ ...effect, effect: NaN })],
  ['predictedPower', 'noise', () => predictedPower({ ...effect, noise: NaN })],
  ['samplesNeeded', 'power', () => samplesNeeded({ ...effect, power: NaN })],
  ['samplesToFind', 'familySize', () => samplesToFind(0.05, 0.03, NaN)],
  ['detectableEffect', 'noise', () => detectableEffect({ noise: NaN, samples: 10, familySize: 3 })],
  ['verdict', 'adjustedP', () => verdict({ ...evidence, adjustedP: NaN })],
  ['verdict', 'alpha', () => verdict({ ...evidence, adjustedP: 0.5, alpha: NaN })],
])('%s refuses NaN in %s, by name', (_, argument, work) => {
  expect(work).toThrow(RangeError);
  expect(work).toThrow(new RegExp(`^${argument} (is|has) NaN$`));
});

test('a family says of which pair it is', async () => {
  const pairs = [{ id: 'go/slim/cold', samples: bad, baseline: good }];
  await expect(compareFamily(pairs, { seed: 1 })).rejects.toThrow('samples of go/slim/cold has NaN');
});
