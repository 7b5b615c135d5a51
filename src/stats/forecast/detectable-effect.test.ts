import { expect, test } from 'vitest';
import { detectableEffect } from './detectable-effect.ts';
import { predictedPower } from './power.ts';

const usual = { noise: 0.04, rounds: 10, comparisons: 15 };

test('the effect it names is found with the power asked for, a smaller one is not', () => {
  const effect = detectableEffect(usual) ?? Number.NaN;
  const power = (share: number): number => predictedPower({ ...usual, effect: share * effect });
  expect(power(1)).toBeGreaterThanOrEqual(0.8);
  expect(power(0.95)).toBeLessThan(0.8);
});

test.each([
  ['more rounds', { rounds: 20 }],
  ['less noise', { noise: 0.01 }],
  ['fewer comparisons', { comparisons: 1 }],
])('%s find smaller differences', (_, better) => {
  expect(detectableEffect({ ...usual, ...better })).toBeLessThan(detectableEffect(usual) ?? 0);
});

test.each([0, 0.0001])(
  'with a noise of %d it is the 1 % below which no verdict claims a difference',
  (noise) => {
    expect(detectableEffect({ ...usual, noise })).toBe(0.01);
  },
);

test('too few rounds for any verdict find nothing, however large', () => {
  expect(detectableEffect({ ...usual, rounds: 5 })).toBeUndefined();
});
