import { expect, test } from 'vitest';
import { definitionChanges } from './definition-changes.ts';

test('each variant changes every 14 to 21 nights, and not all in one night', () => {
  const changes = definitionChanges(18, 365, 5);
  const nightsOf = (variant: number): number[] =>
    changes.flatMap((changed, night) => (changed.has(variant) ? [night] : []));
  const gaps = Array.from({ length: 18 }, (_, variant) => nightsOf(variant)).flatMap((nights) =>
    nights.slice(1).map((night, index) => night - (nights[index] ?? NaN)),
  );
  // 365 nights of at most 21 each.
  expect(gaps.length).toBeGreaterThanOrEqual(18 * 16);
  expect(Math.min(...gaps)).toBe(14);
  expect(Math.max(...gaps)).toBe(21);
  expect(new Set(Array.from({ length: 18 }, (_, variant) => nightsOf(variant)[0])).size).toBeGreaterThan(5);
  expect(definitionChanges(18, 365, 5)).toEqual(changes);
});
