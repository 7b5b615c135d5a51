import { describe, expect, test } from 'vitest';
import { machineUse } from './machine-use.ts';

test('shares are of one core and of the whole visit, however many builds it has', () => {
  const spans = [
    { spanMs: 200, foreignMs: 10, stealMs: 0, pressureMs: 50 },
    { spanMs: 300, foreignMs: 5, stealMs: 20, pressureMs: 25 },
  ];
  expect(machineUse(spans)).toEqual({ foreignCpu: 0.03, steal: 0.04, cpuPressure: 0.15, isDisturbed: false });
});

test('what one of the builds does not tell, the visit does not tell', () => {
  expect(
    machineUse([
      { spanMs: 100, foreignMs: 90, stealMs: 1 },
      { spanMs: 100, stealMs: 1 },
    ]),
  ).toEqual({
    ...{ steal: 0.01, isDisturbed: false },
  });
  expect(machineUse([])).toBeUndefined();
});

test('a counter that is behind gives no share below 0', () => {
  expect(machineUse([{ spanMs: 100, foreignMs: -4 }])).toEqual({ foreignCpu: 0, isDisturbed: false });
});

describe('disturbed: more than 10 % of a core, and more than the counters may be wrong', () => {
  test.each([
    ['2 s and 229 ms of others: 30 ms may be wrong, and 199 are less than 10 %', 2000, 229, 0, false],
    ['2 s and 231 ms', 2000, 231, 0, true],
    ['a warm build of 160 ms in which two ticks were cut off', 160, 20, 0, false],
    ['a warm build of 160 ms and a program that takes half a core', 160, 80, 0, true],
    ['counted in samples: 400 ms of others with a standard deviation of 60', 2000, 400, 3600, false],
    ['counted in samples: 420 ms of others', 2000, 420, 3600, true],
  ])('%s', (_, spanMs, foreignMs, variance, disturbed) => {
    expect(machineUse([{ spanMs, foreignMs, variance }])?.isDisturbed).toBe(disturbed);
  });
});
