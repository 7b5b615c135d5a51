import { expect, test } from 'vitest';
import { roundsText } from './rounds-text.ts';

test.each<[number[], string]>([
  [[3], 'round 3'],
  [[1, 2], 'rounds 1, 2'],
  [[1, 2, 3], 'rounds 1–3'],
  [[7, 5, 6, 1, 2, 2], 'rounds 1, 2, 5–7'],
  [[1, 2, 3, 4, 5, 6, 7, 8], 'every round'],
])('%j of eight', (rounds, text) => {
  expect(roundsText(rounds, [1, 2, 3, 4, 5, 6, 7, 8])).toBe(text);
});

test('the only round is named', () => {
  expect(roundsText([1], [1])).toBe('round 1');
});
