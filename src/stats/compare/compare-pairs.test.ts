import { expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { haveSameRounds } from './compare-pairs.ts';
import { comparison } from './comparison.fixture.ts';

const images = ['slim', 'single-stage'].map((strategy) => image({ strategy }));
const both = images.flatMap(({ strategy }) => [1, 2, 3].map((round) => build({ strategy, round })));

test.each<[string, typeof both, boolean]>([
  ['both cells have every round', both, true],
  ['one has a round less', both.slice(1), false],
  ['one build of a round does not count', both.with(0, build({ state: 'invalid' })), false],
])('%s', (_, builds, same) => {
  expect(haveSameRounds([comparison()], builds, images)).toBe(same);
});

test('nothing is said where nothing is compared', () => {
  expect(haveSameRounds([], both, images)).toBeUndefined();
});
