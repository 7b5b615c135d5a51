import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../domain/run/comparison.ts';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import type { TimedSample } from '../samples/good-samples.ts';
import { pairedOrder, timeOrders } from './time-order.ts';

const inRounds = (...times: number[]): TimedSample[] =>
  times.map((wallMs, index) => ({ round: index + 1, wallMs }));
const flat = inRounds(100, 100, 100, 100, 100, 100);

describe('the order of two cells that were measured in the same rounds', () => {
  test.each([
    ['slower in each of 6 rounds', inRounds(102, 103, 104, 105, 106, 107), 'slower'],
    ['faster in each of 6 rounds', inRounds(98, 97, 96, 95, 94, 93), 'faster'],
    // Of 6 differences the interval goes from the least to the most.
    ['slower in 5 of 6 rounds', inRounds(99, 103, 104, 105, 106, 107), 'same'],
    ['slower in each round by less than 1 %', inRounds(100.2, 100.3, 100.4, 100.5, 100.6, 100.7), 'same'],
    ['as fast', flat, 'same'],
  ])('%s', (_, samples, kind) => {
    expect(pairedOrder(samples, flat)?.kind).toBe(kind);
    const turned = { slower: 'faster', faster: 'slower', same: 'same' }[kind];
    expect(pairedOrder(flat, samples)?.kind).toBe(turned);
  });

  test('has the ratio of a typical round', () => {
    expect(pairedOrder(inRounds(110, 220, 330, 440, 550, 660), inRounds(100, 200, 300, 400, 500, 600))?.ratio) //
      .toBeCloseTo(1.1, 9);
  });

  test('is not known below 6 rounds that both have, however many each has by itself', () => {
    expect(pairedOrder(inRounds(200, 200, 200, 200, 200), flat)).toBeUndefined();
    const later = flat.map(({ wallMs }, index) => ({ round: index + 2, wallMs: 3 * wallMs }));
    expect(pairedOrder(later, flat)).toBeUndefined();
    expect(pairedOrder([], flat)).toBeUndefined();
    expect(pairedOrder(inRounds(0, 200, 200, 200, 200, 200), flat)).toBeUndefined();
  });
});

describe('the orders of a run', () => {
  const cellOf = (strategy: string) => ({ app: 'go', strategy, scenario: 'cold' });
  const [one, other, third] = [cellOf('slim'), cellOf('single-stage'), cellOf('scratch')];
  const builds = [one, other, third].flatMap((cell, place) =>
    Array.from({ length: 6 }, (_, index) =>
      buildRow({ ...cell, sequence: 3 * index + place, round: index + 1, wall_ms: 100 * (place + 1) }),
    ),
  );
  const images = [one, other, third].map((cell) => imageRow(cell));
  const compared = (verdict: Verdict) =>
    timeOrders(builds, images, [{ cell: one, baseline: other, time: { ratio: 0.97, verdict } }]);

  test('are those of its own comparisons, in both directions', () => {
    expect(compared({ kind: 'same' })(one, other)).toEqual({ kind: 'same', ratio: 0.97 });
    expect(compared({ kind: 'faster' })(other, one)).toEqual({ kind: 'slower', ratio: 1 / 0.97 });
    expect(compared({ kind: 'needs', samples: 9 })(one, other)).toBeUndefined();
  });

  test('are those of the rounds where the run compares nothing', () => {
    expect(compared({ kind: 'same' })(one, third)?.kind).toBe('faster');
    expect(compared({ kind: 'same' })(third, one)?.kind).toBe('slower');
  });
});
