import { expect, test } from 'vitest';
import { moderatedT } from './moderated-t.ts';

const pairs = [
  [0.1, 0.12, 0.08, 0.11, 0.09, 0.13],
  [0.02, -0.03, 0.01, 0.04, -0.02, -0.01],
  [-0.05, -0.06, 0.02, -0.07, -0.04, -0.03],
];

function scores(differences: readonly (readonly (number | undefined)[])[], own?: number): number[] {
  const { values, score } = moderatedT(differences, own);
  const found = new Float64Array(values.length);
  score(
    Float64Array.from(values, (pair) => pair.reduce((sum, value) => sum + value, 0)),
    found,
  );
  return [...found];
}

// By numpy: |mean| ÷ √((½·var(ddof=1) + ½·median of the three) ÷ 6).
test('half of the scatter is the pair’s own, half the median of all', () => {
  [11.24283211, 0.15467206, 3.20808803].forEach((expected, pair) =>
    expect(scores(pairs)[pair]).toBeCloseTo(expected, 7),
  );
});

test('with nothing but its own scatter, or alone, a pair has Student’s t', () => {
  // scipy.stats.ttest_1samp(pairs[0], 0).statistic
  expect(scores(pairs, 1)[0]).toBeCloseTo(13.74772708, 7);
  expect(scores(pairs.slice(0, 1))[0]).toBeCloseTo(13.74772708, 7);
});

test('a round that a pair lacks is not one of 0', () => {
  expect(scores([[undefined, ...(pairs[0] ?? [])]], 1)[0]).toBeCloseTo(13.74772708, 7);
});

test('without any difference it is 0, and differences without scatter are finite and equal', () => {
  const [still, one, other] = scores(
    [
      [0, 0, 0, 0, 0, 0],
      [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
      [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
    ],
    1,
  );
  expect(still).toBe(0);
  expect(one).toBeGreaterThan(1e5);
  expect(one).toBeCloseTo(other ?? NaN, 3);
});
