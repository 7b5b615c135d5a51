import { expect, test } from 'vitest';
import { alignedSides } from './round-effects.ts';

const cell = (...logs: number[]) => Float64Array.from(logs);
const effects = [0, 0.2, -0.1];
const still = (level: number) => cell(...effects.map((effect) => level + effect));

test('the effect of a round is taken away, as the other cells show it', () => {
  const family = {
    logs: [cell(5, 5.2, 4.9), still(3), still(1), still(2), still(4)],
    pairs: [[0, 1]] as const,
  };
  const [one, other] = alignedSides(family, 0);
  expect([...one].map((value) => value.toFixed(6))).toEqual(['5.000000', '5.000000', '5.000000']);
  expect([...other].map((value) => value.toFixed(6))).toEqual(['3.000000', '3.000000', '3.000000']);
});

test('what the two do themselves is not taken away', () => {
  const family = {
    logs: [cell(5, 9, 5), cell(3, 7, 3), cell(1, 1, 1), cell(2, 2, 2)],
    pairs: [[0, 1]] as const,
  };
  expect([...alignedSides(family, 0)[0]]).toEqual([5, 9, 5]);
});
