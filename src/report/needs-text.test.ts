import { expect, test } from 'vitest';
import { comparison } from '../stats/compare/comparison.fixture.ts';
import { scenarioNeeds } from '../stats/forecast/scenario-needs.ts';
import { needsText } from './needs-text.ts';

/** What it takes, by the noise of a cold and of a warm comparison. */
const takes = (...noises: (number | undefined)[]): string | undefined =>
  needsText(
    scenarioNeeds(
      noises.map((noise, index) => {
        const known = noise === undefined ? {} : { noise };
        return comparison(
          { scenario: index === 0 ? 'cold' : 'warm' },
          { samples: 5, baselineSamples: 5, ...known },
        );
      }),
    ),
  );

// That the numbers are right is shown by power.test.ts.
test('the rounds that finding a difference takes are told by scenario', () => {
  expect(takes(0.03, 0.06)).toMatch(
    /^finding a difference of 5 % with a chance of 80 % takes about \d rounds \(cold\), about 1\d rounds \(warm\)$/,
  );
});

test('once, where they are the same everywhere', () => {
  expect(takes(0.03, 0.03)).toMatch(/ takes about \d rounds in each scenario$/);
});

test('no number is told where nobody would build so many', () => {
  expect(takes(0.9)).toMatch(/ takes more than 100 rounds \(cold\)$/);
});

test('nothing is told where the noise is not known, as of fewer than 5 rounds', () => {
  expect(takes(undefined)).toBeUndefined();
});
