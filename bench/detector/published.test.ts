import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SimulationFigures } from '../../src/report/table.ts';
import { rootFolder } from '../context.ts';

const figures = JSON.parse(
  await readFile(path.join(rootFolder, 'results', 'published', 'detector.json'), 'utf8'),
) as SimulationFigures;
/** What this rule has, which is the first one. */
const ours = (table: string): Map<string, number> =>
  new Map(figures.tables[table]?.rows.map(({ name, values }) => [name, values[0] ?? NaN]));

test('the published figures are those of a whole run', () => {
  expect(figures.madeBy).toBe('npm run bench:detector');
  expect(figures.tables['false-slowdowns']?.behind).toMatch(/^1728 series-years each line/);
});

test('with 5 samples no kind of noise gives more than 0.1 false slowdowns in a year of a series', () => {
  const rates = ours('false-slowdowns');
  expect(rates.size).toBe(11);
  for (const [name, rate] of rates) expect(rate, name).toBeLessThanOrEqual(0.1);
});

test('at CV 5 % a step of 20 % is found within 3 nights in 90 of 100 cases, one of 10 % within 7 in 80', () => {
  expect(ours('found-20-in-3').get('CV 5 %, 5 samples')).toBeGreaterThanOrEqual(0.9);
  expect(ours('found-10-in-7').get('CV 5 %, 5 samples')).toBeGreaterThanOrEqual(0.8);
});
