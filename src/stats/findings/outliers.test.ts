import { expect, test } from 'vitest';
import { outliers } from './outliers.ts';

const samples = (...times: number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));

test.each([
  // MAD 10, so 3.5 × 14.826 = 51.9 from the median of 1000.
  ['beyond 3.5 robust standard deviations', [990, 1010, 1000, 980, 1020, 1052], []],
  ['the median moves with it: 1005, MAD 15, bound 77.8', [990, 1010, 1000, 980, 1020, 1083], [1083]],
  ['on either side', [990, 1010, 1000, 900, 1020, 1100, 1000], [900, 1100]],
  ['no noise: 3 % of the median', [1000, 1000, 1000, 1000, 1030, 1031], [1031]],
  ['all equal', [5, 5, 5, 5, 5], []],
  ['four samples are too few', [1000, 1000, 1000, 9000], []],
  ['none', [], []],
])('%s: %j', (_, times, far) => {
  expect(outliers(samples(...times)).map(({ wallMs }) => wallMs)).toEqual(far);
});

test('what is flagged is the sample itself', () => {
  const row = { round: 3, wallMs: 2000, sequence: 17 };
  expect(outliers([...samples(1000, 1001), row, ...samples(999, 1000)])).toEqual([row]);
});
