import { describe, expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { sideBySide, type Pair } from './side-by-side.ts';

/** Ten pairs that share what the round does, with noise of 5 % of their own. */
function pairs(ratio: number, seed: number, scatter = 0.05): Pair[] {
  const draw = gaussian(seed);
  return Array.from({ length: 10 }, (): Pair => {
    const round = 1000 * Math.exp(0.1 * draw());
    return [round * Math.exp(scatter * draw()), round * ratio * Math.exp(scatter * draw())];
  });
}
const share = (ratio: number, verdict: string): number =>
  Array.from({ length: 2000 }, (_, seed) => sideBySide(pairs(ratio, seed + 1))?.verdict).filter(
    (found) => found === verdict,
  ).length / 2000;

describe('ten pairs', () => {
  test('by hand: three ratios, of which the middle one is the centre', () => {
    const same = Array.from({ length: 9 }, (_, index): Pair => [100, [118, 120, 122][index % 3] ?? 0]);
    const found = sideBySide(same);
    expect(found?.ratio).toBeCloseTo(1.2, 3);
    expect(found).toMatchObject({ pairs: 9, verdict: 'slower' });
    // Mean of the logs 0.18223, standard deviation 0.014435: t = 37.87 with 8 degrees of freedom.
    expect(found?.p).toBeLessThan(1e-9);
  });

  test('of the same are alike but for 2 in 1000', () => {
    expect(share(1, 'slower')).toBeLessThanOrEqual(0.005);
    expect(share(1, 'faster')).toBeLessThanOrEqual(0.005);
  });

  test('with 20 % more are nearly always slower, with 10 % more in about half of the cases', () => {
    expect(share(1.2, 'slower')).toBeGreaterThan(0.99);
    expect(share(1.1, 'slower')).toBeGreaterThan(0.5);
    expect(share(0.8, 'faster')).toBeGreaterThan(0.99);
  });

  test('that are surely different, but by less than 3 %, are alike', () => {
    expect(sideBySide(pairs(1.02, 3, 0.001))).toMatchObject({ verdict: 'alike' });
  });

  test('without any scatter', () => {
    const equal = (ratio: number) => Array.from({ length: 10 }, (): Pair => [1000, 1000 * ratio]);
    expect(sideBySide(equal(1))).toMatchObject({ ratio: 1, p: 0.5, verdict: 'alike' });
    expect(sideBySide(equal(2))?.verdict).toBe('slower');
    expect(sideBySide(equal(2))?.p).toBeLessThan(1e-9);
  });
});

test('fewer than five pairs say nothing', () => {
  expect(sideBySide(pairs(2, 1).slice(0, 4))).toBeUndefined();
});
