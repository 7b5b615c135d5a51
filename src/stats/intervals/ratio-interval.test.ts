import { expect, test } from 'vitest';
import { gaussian } from '../noise.fixture.ts';
import { ratioInterval } from './ratio-interval.ts';

const draw = gaussian(1);
const cell = (n: number, middle: number): number[] =>
  Array.from({ length: n }, () => middle * (1 + 0.03 * draw()));
const [slow, fast] = [cell(10, 1200), cell(10, 1000)];

test('the same seed gives the same interval, on every machine and version', () => {
  const samples = [1071, 1052, 1060, 1049, 1066, 1058, 1110];
  const baseline = [1003, 998, 1010, 995, 1001, 1007, 992];
  expect(ratioInterval(samples, baseline, { seed: 7 })).toMatchInlineSnapshot(`
    {
      "high": 1.0781649726423364,
      "low": 1.0493027163575288,
    }
  `);
  expect(ratioInterval(samples, baseline, { seed: 7 })).toEqual(
    ratioInterval(samples.toReversed(), baseline.toSorted(), { seed: 7 }),
  );
  expect(ratioInterval(samples, baseline, { seed: 8 })).not.toEqual(
    ratioInterval(samples, baseline, { seed: 7 }),
  );
});

test('it encloses the ratio and is in no unit', () => {
  const interval = ratioInterval(slow, fast, { seed: 1 });
  expect(interval?.low).toBeGreaterThan(1.1);
  expect(interval?.low).toBeLessThan(1.2);
  expect(interval?.high).toBeGreaterThan(1.2);
  expect(interval?.high).toBeLessThan(1.3);
  const seconds = (samples: number[]): number[] => samples.map((ms) => ms / 1024);
  expect(ratioInterval(seconds(slow), seconds(fast), { seed: 1 })).toEqual(interval);
});

test('a higher level makes it wider, more samples narrower', () => {
  const width = (n: number, level: number): number => {
    const interval = ratioInterval(cell(n, 1200), cell(n, 1000), { seed: 1, level });
    return (interval?.high ?? NaN) - (interval?.low ?? NaN);
  };
  expect(width(10, 0.99)).toBeGreaterThan(width(10, 0.8));
  expect(width(10, 0.95)).toBeGreaterThan(width(100, 0.95));
});

test.each([
  [5, 10],
  [10, 5],
  [0, 10],
  [10, 0],
  [1, 1],
])('%i samples against %i have none', (n, m) => {
  expect(ratioInterval(cell(n, 1000), cell(m, 1000), { seed: 1 })).toBeUndefined();
});

test('nor have samples held against times of 0', () => {
  expect(ratioInterval(cell(7, 1000), [0, 1, 2, 3, 4, 5, 6], { seed: 1 })).toBeUndefined();
});

test('without noise on either side it is the ratio', () => {
  const ratio = 110.7 / 100.3;
  expect(
    ratioInterval(new Array<number>(7).fill(110.7), new Array<number>(6).fill(100.3), { seed: 1 }),
  ).toEqual({ low: ratio, high: ratio });
});

test('with noise on one side it is that of the noisy one', () => {
  const still = new Array<number>(10).fill(1000);
  const interval = ratioInterval(slow, still, { seed: 1 });
  expect((interval?.low ?? 0) * 1000).toBeGreaterThan(Math.min(...slow));
  expect((interval?.high ?? 0) * 1000).toBeLessThan(Math.max(...slow));
});
