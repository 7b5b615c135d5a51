import { expect, test } from 'vitest';
import { othersMayUse } from './others-may-use.ts';

const parsed = (text: string | undefined) => othersMayUse({ STAGEBENCH_BUSY: text }, 4);

test.each([
  [undefined, undefined],
  ['', undefined],
  ['0', 0],
  ['0.3', 0.3],
  ['.5', 0.5],
  ['4', 4],
  ['any', Infinity],
])('%j is %j', (text, share) => {
  expect(parsed(text)).toBe(share);
});

test.each(['30%', '-1', 'abc', '0,3', '5', 'Infinity', '1e-1', ' 1'])(
  '%j is refused, with what may stand there',
  (text) => {
    expect(() => parsed(text)).toThrow(/^STAGEBENCH_BUSY is ".*a number from 0 to 4, .* or "any"\.$/);
  },
);
