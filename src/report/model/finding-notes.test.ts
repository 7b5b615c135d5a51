import { expect, test } from 'vitest';
import type { Findings } from '../../stats/findings/findings.ts';
import { findingNotes } from './finding-notes.ts';

const nothing: Findings = { outliers: [], firstVisits: [], notReproducible: [], mixedColdMethods: [] };

test('nothing was found: nothing is said', () => {
  expect(findingNotes(nothing, true)).toEqual([]);
});

test.each<[string, Partial<Findings>, string]>([
  [
    'an outlier',
    { outliers: [{ cell: 'go/slim/cold', round: 4, wallMs: 12_100, medianMs: 7300 }] },
    'outliers, kept: go/slim/cold in round 4 (12.1 s, median 7.30 s)',
  ],
  [
    'a slow first round',
    { firstVisits: [{ scenario: 'cold', cells: 18, slower: 17, medianExcess: 0.0512, p: 0.001 }] },
    'round 1 of cold was slower than later rounds in 17 of 18 cells, by 5.1 % (median)',
  ],
  [
    'builds that got slower',
    { drift: { totalRatio: 1.0613, changePerRound: 0.01, p: 0.001 } },
    'builds got 6.1 % slower from the first round to the last: as rounds are interleaved, the comparisons hold',
  ],
  [
    'a control that got faster',
    { controlDrift: { totalRatio: 0.88, changePerRound: -0.02, p: 0.001 } },
    'the control got 12 % faster from the first round to the last',
  ],
  [
    'rounds that are not alike',
    { unsteady: { fastest: 2, slowest: 7, ratio: 1.234, cells: 36 } },
    'the machine was not steady: builds of round 7 took 1.23 times as long as those of round 2 (median of 36 cells); ' +
      'differences are harder to show',
  ],
  [
    'a number of steps that varies',
    { notReproducible: [{ cell: 'go/slim/cold', steps: [4, 5] }] },
    'not reproducible, the number of steps varies: go/slim/cold (4 or 5)',
  ],
])('%s', (_, found, note) => {
  expect(findingNotes({ ...nothing, ...found }, true)).toEqual([note]);
});

test('of many outliers the farthest are named', () => {
  const outliers = [1, 2, 3, 4, 5].map((round) => ({
    ...{ cell: 'go/slim/cold', round, medianMs: 1000 },
    wallMs: 1000 + round * 100,
  }));
  expect(findingNotes({ ...nothing, outliers }, true)).toEqual([
    'outliers, kept: 5; the farthest: go/slim/cold in round 5 (1.50 s, median 1.00 s), go/slim/cold in round 4 ' +
      '(1.40 s, median 1.00 s), go/slim/cold in round 3 (1.30 s, median 1.00 s)',
  ]);
});

test.each<[string, boolean | undefined, string]>([
  ['whose cells lack rounds', false, ': the comparisons use only the rounds that both have'],
  ['without comparisons', undefined, ''],
])('builds that got slower, in a run %s', (_, sameRounds, meaning) => {
  const drift = { totalRatio: 1.0613, changePerRound: 0.01, p: 0.001 };
  expect(findingNotes({ ...nothing, drift }, sameRounds)).toEqual([
    `builds got 6.1 % slower from the first round to the last${meaning}`,
  ]);
});
