import { expect, test } from 'vitest';
import { detectableEffect } from './detectable-effect.ts';
import { predictedPower } from './power.ts';

test('the effect it names is found with the power asked for, a smaller one is not', () => {
  const given = { noise: 0.03, samples: 10, familySize: 15 };
  const effect = detectableEffect(given) ?? Number.NaN;
  const power = (share: number): number =>
    predictedPower({ effect: share * effect, noise: 0.03, samples: 10, alpha: 0.05 / 15 });
  expect(power(1)).toBeGreaterThanOrEqual(0.8);
  expect(power(0.95)).toBeLessThan(0.8);
});

test.each([
  ['more samples', { noise: 0.03, samples: 20, familySize: 15 }],
  ['less noise', { noise: 0.01, samples: 10, familySize: 15 }],
  ['a smaller family', { noise: 0.03, samples: 10, familySize: 1 }],
])('%s find smaller differences', (_, better) => {
  const usual = detectableEffect({ noise: 0.03, samples: 10, familySize: 15 }) ?? 0;
  expect(detectableEffect(better)).toBeLessThan(usual);
});

test.each([0, 0.0001])(
  'with a noise of %d it is the 1 % below which no verdict claims a difference',
  (noise) => {
    expect(detectableEffect({ noise, samples: 10, familySize: 15 })).toBe(0.01);
  },
);

test('too few samples for any verdict find nothing, however large', () => {
  expect(detectableEffect({ noise: 0.03, samples: 3, familySize: 15 })).toBeUndefined();
});
