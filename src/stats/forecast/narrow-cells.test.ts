import { describe, expect, test } from 'vitest';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { noises } from '../noise.fixture.ts';
import { isStopped, narrowCells } from './narrow-cells.ts';

describe('a cell stops', () => {
  const still = (count: number): number[] => new Array<number>(count).fill(100);
  /** ± 10 % while it lasts. */
  const wild = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => 90 + (index % 2) * 20);

  test.each([
    ['with half as many samples again as were narrow', still(14), true],
    ['not at once', still(13), false],
    ['not below nine', still(8), false],
    ['at the look after the one that found it narrow', [...wild(3), ...still(18)], true],
    ['not where no look found it narrow', wild(60), false],
    ['although the last samples scatter: they have no say', [...still(9), ...wild(5)], true],
  ])('%s', (_, times, stopped) => {
    expect(isStopped(times, 0.03)).toBe(stopped);
  });

  test('at 14, 21, 32 … samples only', () => {
    const stops: number[] = [];
    for (let before = 0; before <= 20; before += 1) {
      const times = [...wild(before), ...still(60)];
      stops.push(times.findIndex((_, index) => isStopped(times.slice(0, index + 1), 0.03)) + 1);
    }
    expect([...new Set(stops)]).toEqual([14, 21, 32, 48]);
  });
});

describe('of a run', () => {
  const rows = (changes: Partial<BuildRow>, count = 14): BuildRow[] =>
    Array.from({ length: count }, () => buildRow({ wall_ms: 5, ...changes }));

  test('samples count only: no primes, no control, nothing that failed or was not as demanded', () => {
    expect(narrowCells(rows({}), 0.03)).toEqual(new Set(['go/slim/cold']));
    const others = [
      ...rows({ phase: 'prime' }),
      ...rows({ state: 'invalid' }),
      ...rows({ state: 'failed' }),
      ...rows({ app: 'control', strategy: 'control', phase: 'control' }),
    ];
    expect(narrowCells([...rows({}, 13), ...others], 0.03)).toEqual(new Set());
  });
});

// Standard error √(0.93·0.07 ÷ 8000) = 0.3 points. Looking after every sample gives 90.7 to 92 % in the worst case of each.
describe('of the 95 % intervals of all cells, stopped or not, 93 to 97 % enclose the truth', () => {
  const runs = 8000;
  const most = 30;
  test.each(noises(5))('$name noise', ({ name, scatter, median, cell }) => {
    for (const share of [0.4, 0.5, 0.67, 1]) {
      let enclosed = 0;
      for (let run = 0; run < runs; run += 1) {
        const all = cell(most);
        const count = [14, 21].find((look) => isStopped(all.slice(0, look), share * scatter)) ?? most;
        // What drifts has the median that it had in the rounds that were measured.
        const truth = name === 'drift' ? 1000 + 30 * ((count - 1) / 2 / (most - 1) - 0.5) : median;
        const { low, high } = medianInterval(all.slice(0, count)) ?? { low: NaN, high: NaN };
        if (low <= truth && truth <= high) enclosed += 1;
      }
      expect.soft(enclosed / runs, `± ${share} scatter`).toBeGreaterThanOrEqual(0.93);
      expect.soft(enclosed / runs, `± ${share} scatter`).toBeLessThanOrEqual(0.97);
    }
  });
});
