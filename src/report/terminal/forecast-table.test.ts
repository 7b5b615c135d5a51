import { expect, test } from 'vitest';
import { forecastTable, sharedBudgetText } from './forecast-table.ts';

const cells = [
  { cell: 'go/slim/cold', rounds: 7, visitMs: 12_345, halfWidth: 0.0312 },
  { cell: 'go/slim/warm', rounds: 5, visitMs: 150 },
];

test('how a budget was shared out: what each cell gets, what it takes, how narrow its interval should be', () => {
  expect(forecastTable({ basis: 'round 1', budgetMs: 1_200_000, expectedMs: 1_190_000, cells }))
    .toMatchInlineSnapshot(`
      "20m shared out by the times of round 1: 7 rounds, about 19 min 50 s in all
      cell          rounds     each  together  expected ±
      ───────────────────────────────────────────────────
      go/slim/cold       7  12.3 s    86.4 s        3.1 %
      go/slim/warm       5   150 ms    750 ms           –
      "
    `);
});

test.each([
  [
    { comparisons: 8, reached: 8, rounds: 6 },
    'enough for a verdict on each of 8 comparisons: that takes 6 rounds',
  ],
  [
    { comparisons: 1, reached: 1, rounds: 6 },
    'enough for a verdict on the one comparison: that takes 6 rounds',
  ],
  [
    { comparisons: 8, reached: 3, rounds: 6, allMs: 450_000 },
    'enough for a verdict on 3 of 8 comparisons: that takes 6 rounds of both cells; for all of them give --budget 8m',
  ],
  [
    { comparisons: 8, reached: 0, rounds: 6, allMs: 3_600_000 },
    'too little for a verdict on any of 8 comparisons: that takes 6 rounds of both cells; for all of them give --budget 1h3m',
  ],
])('whether it is enough for verdicts, and what would be', (verdicts, text) => {
  const budget = { basis: 'round 1', budgetMs: 240_000, expectedMs: 230_000, cells, verdicts };
  expect(forecastTable(budget).split('\n')[1]).toBe(text);
  expect(sharedBudgetText({ ...budget, expectedMs: 250_000 }).split('\n')[1]).toBe(text);
});

test('the run whose times were taken is named', () => {
  const text = forecastTable({
    basis: '2026-x',
    budgetMs: 5_400_000,
    expectedMs: 60_000,
    cells: cells.slice(1),
  });
  expect(text.split('\n')[0]).toBe(
    '1h30m shared out by the times of run 2026-x: 5 rounds, about 60.0 s in all',
  );
});

test('what else takes time stands under it', () => {
  const none = { builds: 0, ms: 0 };
  const time = {
    measured: { builds: 7, ms: 86_400 },
    primes: { builds: 7, ms: 90_000 },
    control: none,
    onceMs: 0,
  };
  const text = forecastTable({ basis: 'round 1', budgetMs: 1, expectedMs: 1, time, cells });
  expect(text).toMatch(/^primes, untimed +7 +90\.0 s +51 %$/m);
});

test('of a budget that round 1 has used up nothing is shared out', () => {
  const usedUp = { basis: 'round 1', budgetMs: 3000, expectedMs: 3020, cells: [] };
  expect(sharedBudgetText(usedUp)).toBe('round 1 took about 3.02 s: of 3s nothing is left for a second one');
  const left = { ...usedUp, budgetMs: 60_000 };
  expect(sharedBudgetText(left)).toBe(forecastTable(left));
});
