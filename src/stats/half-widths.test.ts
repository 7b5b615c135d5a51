import { expect, test } from 'vitest';
import { buildRow } from '../record/rows.fixture.ts';
import type { BuildRow } from '../record/rows.ts';
import { halfWidths } from './half-widths.ts';
import { medianInterval } from './median-interval.ts';

const rows = (times: readonly number[], changes: Partial<BuildRow> = {}): BuildRow[] =>
  times.map((wall_ms) => buildRow({ wall_ms, ...changes }));

test('is half of the interval, relative to the median', () => {
  const times = [100, 101, 99, 102, 98, 103, 97];
  const { low, high } = medianInterval(times) ?? { low: NaN, high: NaN };
  expect(halfWidths(rows(times)).get('go/slim/cold')).toBeCloseTo((high - low) / 200, 12);
  expect(high - low).toBeGreaterThan(1);
});

test('is 0 where all samples are equal', () => {
  expect(halfWidths(rows([5, 5, 5, 5, 5, 5])).get('go/slim/cold')).toBe(0);
});

test('is not there below six samples', () => {
  expect(halfWidths(rows([5, 5, 5, 5, 5])).has('go/slim/cold')).toBe(false);
});

test('counts samples only: no primes, no control, nothing that failed or was not as demanded', () => {
  const five = rows([5, 5, 5, 5, 5]);
  const others = [
    ...rows([9], { phase: 'prime' }),
    ...rows([9], { state: 'invalid' }),
    ...rows([9], { state: 'failed' }),
    ...rows([9, 9, 9, 9, 9, 9], { app: 'control', strategy: 'control', phase: 'control' }),
  ];
  expect(halfWidths([...five, ...others]).size).toBe(0);
});
