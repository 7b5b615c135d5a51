import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../record/rows.fixture.ts';
import { compareExact } from './compare/compare-exact.ts';
import { compareFamily } from './compare/compare-family.ts';
import { comparison } from './compare/comparison.fixture.ts';
import { plantedCosts } from './compare/planted-costs.ts';
import { drift } from './findings/drift.ts';
import { firstVisit } from './findings/first-visit.ts';
import { outliers } from './findings/findings.ts';
import { unsteady } from './findings/unsteady.ts';
import { lean } from './findings/lean.ts';
import { detectableEffect } from './forecast/detectable-effect.ts';
import {
  expectedHalfWidth,
  relativeNoise,
  robustDeviation,
  samplesForHalfWidth,
} from './forecast/interval-forecast.ts';
import { isStopped, narrowCells } from './forecast/narrow-cells.ts';
import { pairNoise, typicalNoise } from './forecast/pair-noise.ts';
import { predictedPower, roundsNeeded } from './forecast/power.ts';
import { fewestRounds } from './forecast/fewest-rounds.ts';
import { shownNoise } from './forecast/shown-noise.ts';
import { visitCosts } from './forecast/visit-costs.ts';
import { bootstrapMedians } from './intervals/bootstrap-medians.ts';
import { intervalDepth } from './intervals/interval-depth.ts';
import { medianInterval, samplesForInterval } from './intervals/median-interval.ts';
import { pairedShift } from './intervals/paired-shift.ts';
import { ratioInterval } from './intervals/ratio-interval.ts';
import { signedRankProbabilities } from './intervals/signed-rank-probabilities.ts';
import { controlBuildTimes } from './samples/control-times.ts';
import { summarise } from './samples/summarise.ts';
import { holm } from './compare/compare-family.ts';
import { moderatedT } from './tests/moderated-t.ts';
import { normalProbability } from './tests/normal-probability.ts';
import { rankSumCounts } from './tests/rank-sum-counts.ts';
import { doubledRanks, rankTest, smallestP } from './tests/rank-test.ts';
import { roundEffects } from './samples/round-effects.ts';
import { roundFlips, smallestFlipP } from './tests/round-flips.ts';
import { trendTest } from './tests/trend-test.ts';
import { verdict } from './tests/verdict.ts';

const bad = [1, 2, NaN, 4, 5, 6];
const good = [1, 2, 3, 4, 5, 6];
const timed = bad.map((wallMs, index) => ({ round: index + 1, wallMs }));
const effect = { effect: 0.05, noise: 0.03, comparisons: 3, rounds: 10 };
/** Rows of a cell and of its baseline, of which one has NaN. */
const rows = ['slim', 'single-stage'].flatMap((strategy) =>
  bad.map((wallMs, index) =>
    build({ strategy, round: index + 1, sequence: index + 1, wall_ms: wallMs, export_ms: 5 }),
  ),
);
const row = build({ wall_ms: NaN });
const images = ['slim', 'single-stage'].map((strategy) => image({ strategy }));
const planting = {
  planted: { calibrationMs: {}, sleepMs: { 'go/slim': 100 } },
  baselines: { slim: 'single-stage' },
};
const sleep = {
  ...{ run_id: 'r1', sequence: 1, step: 1, instruction: 'RUN sleep 0.100', started_ms: 0 },
  ...{ duration_ms: 100, on_critical_path: true },
};
const evidence = {
  samples: 6,
  baselineSamples: 6,
  ratio: 1.1,
  alpha: 0.05,
  minimumEffect: 0.01,
  looksTwice: true,
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
  [
    'roundFlips',
    'values of pair 0',
    () => roundFlips({ values: [Float64Array.from(bad)], score: () => {} }, 1).next(),
  ],
  ['smallestFlipP', 'rounds', () => smallestFlipP(NaN)],
  ['moderatedT', 'differences of pair 1', () => moderatedT([good, bad])],
  ['moderatedT', 'own', () => moderatedT([good], NaN)],
  ['pairedShift', 'differences', () => pairedShift(bad)],
  ['pairedShift', 'level', () => pairedShift(good, NaN)],
  ['signedRankProbabilities', 'n', () => signedRankProbabilities(NaN)],
  ['bootstrapMedians', 'samples', () => bootstrapMedians(bad, 10, xoroshiro128plus(1))],
  ['ratioInterval', 'samples', () => ratioInterval(bad, good, { seed: 1 })],
  ['ratioInterval', 'baseline', () => ratioInterval(good, bad, { seed: 1 })],
  ['medianInterval', 'samples', () => medianInterval(bad)],
  ['medianInterval', 'level', () => medianInterval(good, NaN)],
  ['samplesForInterval', 'level', () => samplesForInterval(NaN)],
  ['intervalDepth', 'n', () => intervalDepth(NaN, 0.95)],
  ['relativeNoise', 'samples', () => relativeNoise(bad)],
  ['robustDeviation', 'values', () => robustDeviation(bad)],
  ['pairNoise', 'logRatios', () => pairNoise(bad)],
  ['typicalNoise', 'noises', () => typicalNoise(bad)],
  ['fewestRounds', 'alpha', () => fewestRounds(NaN)],
  ['expectedHalfWidth', 'noise', () => expectedHalfWidth(NaN, 10)],
  ['samplesForHalfWidth', 'target', () => samplesForHalfWidth(0.03, NaN)],
  ['isStopped', 'times', () => isStopped(bad, 0.03)],
  ['normalProbability', 'z', () => normalProbability(NaN)],
  ['outliers', 'samples', () => outliers(timed)],
  ['drift', 'cells', () => drift([timed])],
  ['firstVisit', 'cells', () => firstVisit([timed])],
  ['roundEffects', 'cells', () => roundEffects([timed])],
  ['unsteady', 'cells', () => unsteady([timed])],
  [
    'controlBuildTimes',
    'wall_ms of the control',
    () => controlBuildTimes([build({ phase: 'control', wall_ms: NaN })]),
  ],
  ['visitCosts', 'onceMs', () => visitCosts([], { cells: [], variants: [] }, [], NaN)],
  ['visitCosts', 'costs of builds', () => visitCosts([row], { cells: [row], variants: [row] }, [], 0)],
  ['summarise', 'samples', () => summarise('r1', [row], rows, images)],
  ['shownNoise', 'samples', () => shownNoise(rows)],
  ['narrowCells', 'times', () => narrowCells(rows, 0.03)],
  ['lean', 'samples of go/slim/cold', () => lean([comparison()], rows, images)],
  ['plantedCosts', 'times of builds', () => plantedCosts(planting, rows, [sleep])],
  ['compareExact', 'values', () => compareExact(bad, good)],
  ['compareExact', 'baseline', () => compareExact(good, bad)],
  ['predictedPower', 'effect', () => predictedPower({ ...effect, effect: NaN })],
  ['predictedPower', 'noise', () => predictedPower({ ...effect, noise: NaN })],
  ['predictedPower', 'rounds', () => predictedPower({ ...effect, rounds: NaN })],
  ['predictedPower', 'alpha', () => predictedPower({ ...effect, alpha: NaN })],
  ['roundsNeeded', 'power', () => roundsNeeded({ ...effect, power: NaN })],
  ['roundsNeeded', 'comparisons', () => roundsNeeded({ ...effect, comparisons: NaN })],
  ['detectableEffect', 'noise', () => detectableEffect({ noise: NaN, rounds: 10, comparisons: 3 })],
  ['detectableEffect', 'power', () => detectableEffect({ ...effect, power: NaN })],
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
