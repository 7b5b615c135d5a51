import { expect, test } from 'vitest';
import { roundEffects } from './round-effects.ts';

const cell = (...times: number[]) => times.map((wallMs, index) => ({ round: index + 1, wallMs }));
const effects = (...cells: ReturnType<typeof cell>[]) =>
  roundEffects(cells).map(({ round, effect, cells: told }) => [round, Number(effect.toFixed(4)), told]);

test('what all cells took longer in a round is its effect, whatever they take themselves', () => {
  // log 1.1 = 0.0953; the medians of the cells are 100, 2000 and 30.
  expect(effects(cell(100, 110, 100), cell(2000, 2200, 1900), cell(30, 33, 30))).toEqual([
    [1, 0, 3],
    [2, 0.0953, 3],
    [3, 0, 3],
  ]);
});

test('what one cell alone took longer is none', () => {
  expect(effects(cell(100, 500, 100), cell(20, 20, 20), cell(30, 30, 30))[1]).toEqual([2, 0, 3]);
});

test('a cell tells of the rounds that it has', () => {
  const gap = [1, 2, 4].map((round) => ({ round, wallMs: round === 4 ? 200 : 100 }));
  expect(effects(gap, cell(10, 10, 10))).toEqual([
    [1, 0, 2],
    [2, 0, 2],
    [3, 0, 1],
    [4, 0.6931, 1],
  ]);
});

test.each([
  ['fewer than three samples', cell(1, 2)],
  ['a time of 0', cell(0, 2, 3)],
])('a cell with %s says nothing', (_, samples) => {
  expect(effects(samples)).toEqual([]);
});
