import { expect, test } from 'vitest';
import type { CellComparison } from '../stats/compare/compare-pairs.ts';
import { nextNotes, stepText } from './next-notes.ts';

const compared = (scenario: string, samples = 8) =>
  ({
    cell: { app: 'go', strategy: 'slim', scenario },
    time: { samples, baselineSamples: samples },
  }) as unknown as CellComparison;
const nothing = { decided: [], open: [], short: [], needs: [] };
const step = { rounds: 14, onlyUndecided: true, ms: 500_000 };

test('what is decided, what is not, and what it takes', () => {
  const open = [compared('warm'), compared('edit')];
  const needs = [{ scenario: 'warm', rounds: 14 }, { scenario: 'edit', rounds: 140 }, { scenario: 'deps' }];
  expect(nextNotes({ ...nothing, decided: [compared('cold')], open, needs, step })).toEqual([
    'decided, a difference is claimed: 1 of 3 comparisons: go/slim/cold',
    'not decided: 2 of 3 comparisons: go/slim/warm, go/slim/edit',
    'finding a difference of 5 % with a chance of 80 % takes about 14 rounds (warm), more than 100 rounds (edit), more than 100 rounds (deps)',
  ]);
  expect(stepText(step)).toBe('to 14 rounds of what is not decided, about 8 min 20 s more:');
  expect(stepText({ ...step, onlyUndecided: false })).toBe('to 14 rounds, about 8 min 20 s more:');
});

test('where nothing can be decided yet, it is silent: the verdicts say so', () => {
  const open = [compared('warm', 3)];
  expect(nextNotes({ ...nothing, open, short: open, step })).toEqual([]);
});

test.each([
  ['enough', 'a difference of that size would have been found'],
  ['too many', 'they would have to be too many'],
  ['stopped', 'were stopped'],
] as const)('why no more rounds are suggested: %s', (noStep, why) => {
  const needs = [{ scenario: 'warm', rounds: 8 }];
  expect(nextNotes({ ...nothing, open: [compared('warm')], needs, noStep }).at(-1)).toContain(why);
});
