import { describe, expect, test } from 'vitest';
import type { NightFinding } from '../../src/stats/trend/detector/trend-detector.ts';
import { AskAgain } from './ask-again.ts';

const finding = (id: string, more: Partial<NightFinding> = {}): NightFinding => ({
  ...{ scope: 'cell', id, kind: 'suspected', direction: 1, nights: 2, reach: 2 },
  ...{ shift: 0.1, strength: 3, scale: 0.02 },
  ...more,
});
/** Builds that do not scatter: what is slower is seen. */
const exact = (): AskAgain => new AskAgain(0, () => 0);

describe('where builds do not scatter', () => {
  test('what is 3 % slower is shown, and what is less is not', () => {
    expect(exact().shown(0, [finding('go/slim/cold')], () => 1.031)).toEqual(['go/slim/cold']);
    expect(exact().shown(0, [finding('go/slim/cold')], () => 1.029)).toEqual([]);
  });

  test('a night asks about three cells, the largest first, and not about what is faster or a whole variant', () => {
    const found = [
      ...[finding('a', { shift: 0.1 }), finding('b', { shift: 0.4 }), finding('c', { shift: 0.2 })],
      ...[finding('d', { shift: 0.3 }), finding('e', { direction: -1, shift: -0.5 })],
      finding('f', { scope: 'variant', shift: 0.5 }),
    ];
    const again = exact();
    expect(again.shown(0, found, () => 2)).toEqual(['b', 'd', 'c']);
    expect(again.questions).toBe(3);
  });

  test('a cell is asked about again after 21 nights, or when it is confirmed', () => {
    const again = exact();
    const ask = (night: number, more: Partial<NightFinding> = {}): number => {
      again.shown(night, [finding('a', more)], () => 1);
      return again.questions;
    };
    expect([ask(0), ask(1), ask(2, { kind: 'confirmed' }), ask(23), ask(24)]).toEqual([1, 1, 2, 2, 3]);
  });
});

test('builds that scatter hide what is slower: by 0.1 in pairs of which every second one is twice as long', () => {
  // Logs of the ratios: ±ln 2 in turns, each with ln 1.1. t = ln 1.1 / (0.7306 / √10) = 0.41 with 9 degrees of freedom: p = 0.34.
  const draws = Array.from({ length: 10 }, (_, pair) => (pair % 2 === 0 ? [0, 1] : [1, 0])).flat();
  const again = new AskAgain(Math.log(2), () => draws.shift() ?? NaN);
  expect(again.shown(0, [finding('a')], () => 1.1)).toEqual([]);
});
