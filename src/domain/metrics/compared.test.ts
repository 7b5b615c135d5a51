import { expect, test } from 'vitest';
import { buildMetrics } from './build.ts';
import type { Column } from './column.ts';
import { comparedMetrics } from './compared.ts';
import { imageMetrics } from './image/image.ts';

const columns: Readonly<Record<string, Column>> = { ...buildMetrics, ...imageMetrics };

test('what is compared without samples is exact: the same definitions give the same again', () => {
  for (const { column } of comparedMetrics) expect(columns[column]?.precision, column).toBe('exact');
});

test('it is a number, in bytes or counted', () => {
  for (const { column, unit } of comparedMetrics) expect(columns[column]?.unit, column).toBe(unit);
});

test('it has a name and a head that nothing else has, and a place', () => {
  for (const of of ['name', 'label'] as const)
    expect(new Set(comparedMetrics.map((metric) => metric[of])).size).toBe(comparedMetrics.length);
  expect(comparedMetrics.map(({ place }) => place)).toEqual(comparedMetrics.map((_, index) => index + 1));
});
