import { describe, expect, test } from 'vitest';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import { gaussian } from '../noise.fixture.ts';
import { repeatGain } from './repeat-gain.ts';

const strategies = Array.from({ length: 20 }, (_, index) => `s${index}`);
const cells = strategies.map((strategy) => ({ app: 'go', strategy, scenario: 'warm' }));
const images = strategies.map((strategy) => imageRow({ strategy }));

/** Every cell in some rounds, each visit of five builds of 160 ms that scatter by 7 %. */
function builds(rounds: number, repeats = 5) {
  const draw = gaussian(3);
  return cells.flatMap((cell) =>
    Array.from({ length: rounds * repeats }, (_, index) =>
      buildRow({
        ...{ ...cell, round: 1 + Math.floor(index / repeats), repeat: 1 + (index % repeats) },
        wall_ms: 160 * Math.exp(0.07 * draw()),
      }),
    ),
  );
}

test('medians of five scatter about half as much as single builds, and so do their intervals', () => {
  const [gain] = repeatGain(cells, builds(10), images);
  expect(gain).toMatchObject({ scenario: 'warm', builds: 5, cells: 20, samples: 10 });
  // The median of five normal draws has a standard deviation of 0.536 (tables of order statistics).
  expect(gain?.ratio).toBeGreaterThan(0.4);
  expect(gain?.ratio).toBeLessThan(0.67);
  expect(gain?.repeated).toBeLessThan(gain?.single ?? 0);
});

describe('nothing is said', () => {
  test.each([
    ['of visits of one build', builds(10, 1)],
    ['without an interval, for which there are too few samples', builds(5)],
    ['where nothing was built', []],
  ])('%s', (_, rows) => {
    expect(repeatGain(cells, rows, images)).toEqual([]);
  });
});
