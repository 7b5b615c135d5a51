import { expect, test } from 'vitest';
import { parseShare } from './share.ts';

test.each([
  ['3%', 0.03],
  ['0.03', 0.03],
  ['.03', 0.03],
  ['2.5%', 0.025],
  ['0.5%', 0.005],
  ['99.9%', 0.999],
])('%s is %d', (text, share) => {
  expect(parseShare('until', text)).toBeCloseTo(share, 12);
});

test.each(['', '3', '0', '0%', '100%', '1', '-3%', '3 %', '3%%', '%', '.', '1e-2', '3 percent', 'NaN'])(
  '"%s" is refused, and what is taken is said',
  (text) => {
    expect(() => parseShare('until', text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--until must be more than 0 and less than 100 %, like 3% or 0.03, not "${text}".`,
      }),
    );
  },
);
