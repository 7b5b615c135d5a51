import { describe, expect, test } from 'vitest';
import { growthPower, rankCorrelation, type Point } from './correlation.ts';

const points = (...pairs: readonly (readonly [number, number])[]): Point[] =>
  pairs.map(([x, y]) => ({ x, y }));

describe('the power by which one number grows with another', () => {
  test.each([
    ['proportional: 1', points([1, 3], [2, 6], [4, 12], [8, 24]), 1],
    ['with the square: 2', points([1, 1], [2, 4], [4, 16], [8, 64]), 2],
    ['not at all: 0', points([1, 5], [2, 6], [4, 6], [8, 5]), 0],
  ])('%s', (_, given, power) => {
    expect(growthPower('', given).value).toBeCloseTo(power, 10);
  });

  test('what lies on a line has no width; what scatters has', () => {
    const exact = growthPower('', points([1, 3], [2, 6], [4, 12], [8, 24]));
    expect(exact.interval?.low).toBeCloseTo(1, 6);
    // By hand: log2 of both are 0 1 2 3 and 0 1 2 4. Slope 1.3, residuals .2 -.1 -.4 .3, so its error is √(0.3 / 2 / 5) = 0.1732.
    const { value, interval } = growthPower('', points([1, 1], [2, 2], [4, 4], [8, 16]));
    expect(value).toBeCloseTo(1.3, 10);
    expect(interval?.high).toBeCloseTo(1.3 + 1.95996 * 0.17321, 3);
  });
});

describe('the rank correlation', () => {
  test.each([
    ['1 if one rises with the other, however', points([1, 1], [2, 10], [3, 11], [4, 100]), 1],
    ['-1 if it falls', points([1, 4], [2, 3], [3, 2], [4, 1]), -1],
    // By hand: ranks 1 2 3 4 and 2 1 4 3, squared differences 4: 1 - 6 * 4 / (4 * 15) = 0.6.
    ['by the ranks', points([1, 20], [2, 10], [3, 40], [4, 30]), 0.6],
  ])('%s', (_, given, value) => {
    expect(rankCorrelation('', given).value).toBeCloseTo(value, 10);
  });

  test('four points say next to nothing: the interval has 0 in it', () => {
    const { interval } = rankCorrelation('', points([1, 20], [2, 10], [3, 40], [4, 30]));
    expect(interval?.low).toBeLessThan(0);
    expect(interval?.high).toBeGreaterThan(0.6);
  });
});
