import { expect, test } from 'vitest';
import { holm } from './holm.ts';

test.each([
  ['none', [], []],
  ['a single one is left as it is', [0.03], [0.03]],
  // statsmodels 0.14 multipletests(ps, method='holm'); R's p.adjust(ps, "holm") gives the same.
  ['unsorted', [0.01, 0.04, 0.03, 0.005, 0.2], [0.04, 0.09, 0.09, 0.025, 0.2]],
  ['never below the one before it', [0.01, 0.011, 0.012], [0.03, 0.03, 0.03]],
  ['at most 1', [0.9, 0.6, 1], [1, 1, 1]],
  ['equal ones stay equal', [0.02, 0.02], [0.04, 0.04]],
])('%s: %j', (_, ps, adjusted) => {
  const result = holm(ps);
  expect(result).toHaveLength(adjusted.length);
  result.forEach((p, index) => expect(p).toBeCloseTo(adjusted[index] ?? NaN, 12));
});
