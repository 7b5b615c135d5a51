import { expect, test } from 'vitest';
import { comparison } from '../../stats/compare/comparison.fixture.ts';
import { methodText } from './method-text.ts';

const within = (...parts: Parameters<typeof comparison>[]): string =>
  methodText(
    parts.map((one) => comparison(...one)),
    'ratio',
    'within a run',
  );

const family = (familySize: number) => ({ familySize });

test.each<[string, Parameters<typeof comparison>[], string]>([
  ['one comparison', [[{}, family(1)]], 'corrected for 1 comparison of cold builds'],
  [
    'as many in each scenario',
    [
      [{}, family(2)],
      [{ scenario: 'warm' }, family(2)],
    ],
    'corrected for the 2 comparisons of each scenario',
  ],
  [
    'more in one scenario',
    [
      [{}, family(2)],
      [{ scenario: 'warm' }, family(1)],
    ],
    'corrected for 2 comparisons (cold), 1 comparison (warm)',
  ],
  ['more than are shown', [[{}, family(15)]], 'corrected for 15 comparisons of cold builds'],
])('a p is corrected within its scenario: %s', (_, parts, text) => {
  expect(within(...parts)).toContain(text);
});

test('of two runs as well: each scenario is a question of its own', () => {
  const rows = [comparison({}, family(2)), comparison({ scenario: 'warm' }, family(1))];
  expect(methodText(rows, 'B ÷ A', 'between runs')).toContain(
    'exact rank test, Holm over 2 comparisons (cold), 1 comparison (warm)',
  );
});

test('what stands beside ~ is explained where it stands, and only there', () => {
  const doubtful = within(
    [{}, { verdict: { kind: 'same', why: 'corrected' } }],
    [{ app: 'node' }, { verdict: { kind: 'same', why: 'disagree' } }],
  );
  expect(doubtful).toContain('; ~ corrected: alone it would count, among so many comparisons it does not');
  expect(doubtful).toContain('; ~ doubtful: the test and the interval do not agree');
  expect(doubtful).not.toContain('under 1 %:');
  expect(within([{}, { verdict: { kind: 'same' } }])).toMatch(/minimum effect 1 %\)$/);
});

test('rounds of 0 ms are said not to count', () => {
  expect(within([{}, { zeroRounds: 2 }], [{ app: 'node' }, { zeroRounds: 1 }])).toMatch(
    /; left out, because one of the two took 0 ms: 3 ratios$/,
  );
});
