import { expect, test } from 'vitest';
import { signTest } from './sign-test.ts';

test.each([
  // 2 × (C(8,0) + C(8,1)) / 2^8 = 18 / 256
  ['seven of eight', [...Array<number>(7).fill(1.02), 0.99], { above: 7, below: 1, p: 18 / 256 }],
  // 2 / 2^6
  ['all of six', Array<number>(6).fill(0.98), { above: 0, below: 6, p: 2 / 64 }],
  ['as many above as below', [1.1, 0.9, 1.2, 0.8], { above: 2, below: 2, p: 1 }],
  ['nothing but ties', [1, 1, 1], { above: 0, below: 0, p: 1 }],
  ['ties are left out', [1, 1.1, 1], { above: 1, below: 0, p: 1 }],
  ['no ratios', [], { above: 0, below: 0, p: 1 }],
])('%s', (_, ratios, found) => {
  const { p, ...counts } = signTest(ratios);
  expect({ ...counts, p: Number(p.toFixed(9)) }).toEqual({ ...found, p: Number(found.p.toFixed(9)) });
});
