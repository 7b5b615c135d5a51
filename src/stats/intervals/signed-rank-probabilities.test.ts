import { expect, test } from 'vitest';
import { signedRankProbabilities } from './signed-rank-probabilities.ts';

// In how many of the 32 ways to give five ranks a sign the positive ones have each sum: counted by hand, as R's 32 * dsignrank(0:15, 5).
test('of five values are those of all signs', () => {
  expect([...signedRankProbabilities(5)].map((probability) => 32 * probability)).toEqual([
    1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 2, 2, 1, 1, 1,
  ]);
});

test('add up to 1 where there are so many ways that no number holds them', () => {
  const probabilities = signedRankProbabilities(100);
  expect(probabilities).toHaveLength(5051);
  expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
});
