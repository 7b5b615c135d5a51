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
  const [gain, ofRatios] = repeatGain(cells, builds(10), images);
  expect(gain).toMatchObject({ scenario: 'warm', of: 'time', builds: 5, cells: 20, samples: 10 });
  // The median of five normal draws has a standard deviation of 0.536 (tables of order statistics).
  expect(gain?.ratio).toBeGreaterThan(0.4);
  expect(gain?.ratio).toBeLessThan(0.67);
  expect(gain?.repeated).toBeLessThan(gain?.single ?? 0);
  expect(ofRatios).toMatchObject({ scenario: 'warm', of: 'ratio', builds: 5, cells: 19, samples: 10 });
  expect(ofRatios?.ratio).toBeGreaterThan(0.4);
  expect(ofRatios?.ratio).toBeLessThan(0.67);
});

test('what a round does to every build in it is in the intervals of times, and not in those of ratios', () => {
  const draw = gaussian(5);
  const rounds = Array.from({ length: 10 }, () => Math.exp(0.2 * draw()));
  const rows = builds(10).map((row) => ({
    ...row,
    wall_ms: (row.wall_ms ?? 0) * (rounds[row.round - 1] ?? 1),
  }));
  const [ofTimes, ofRatios] = repeatGain(cells, rows, images);
  expect(ofTimes?.ratio).toBeGreaterThan(0.8);
  expect(ofRatios?.ratio).toBeLessThan(0.67);
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
