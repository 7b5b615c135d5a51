import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { medianInterval } from '../intervals/median-interval.ts';
import { gaussian } from '../noise.fixture.ts';
import { isStopped } from './narrow-cells.ts';

/* What docs/method.md says of `--until 3%`: how often the interval of a cell that stopped encloses the truth. */

const until = 0.03;
const mostRounds = 30;
const runs = 40_000;

/** Of cells with lognormal noise: the share that stops, and the share of these whose interval encloses the median. */
function simulated(noise: number): { stopped: number; enclosed: number } {
  const draw = gaussian(Math.round(1000 * noise));
  let [stopped, enclosed] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const times = Array.from({ length: mostRounds }, () => 1000 * Math.exp(noise * draw()));
    const count = [14, 21].find((look) => isStopped(times.slice(0, look), until));
    if (count === undefined) continue;
    const { low, high } = medianInterval(times.slice(0, count)) ?? { low: NaN, high: NaN };
    stopped += 1;
    if (low <= 1000 && 1000 <= high) enclosed += 1;
  }
  return { stopped: stopped / runs, enclosed: enclosed / stopped };
}

/** `| 5 % | 42 % | 90 % |`: as the page has it. */
const rows = readFileSync(new URL('../../../docs/method.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, noise, stopped, enclosed] = /^\| (\d+) % +\| +(\d+) % \| +(\d+) % \|$/.exec(line) ?? [];
    return noise === undefined
      ? []
      : [{ noise: Number(noise), stopped: Number(stopped), enclosed: Number(enclosed) }];
  });

test('the page has a row for each noise', () => {
  expect(rows.map(({ noise }) => noise)).toEqual([1, 2, 3, 4, 5, 7]);
});

// Standard error: at most 0.3 points of what stops, and 0.5 points of the intervals where one cell in eight stops.
test.each(rows)(
  'noise of $noise %: $stopped % stop, $enclosed % of their intervals enclose the truth',
  (row) => {
    const { stopped, enclosed } = simulated(row.noise / 100);
    expect(Math.round(100 * stopped)).toBe(row.stopped);
    expect(Math.round(100 * enclosed)).toBe(row.enclosed);
  },
);
