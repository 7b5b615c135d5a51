import { expect, test } from 'vitest';
import { cellId, type Plan } from '../../domain/run/plan.ts';
import { plan, replan } from '../../plan/plan.ts';
import { summaryRow } from '../../record/rows.fixture.ts';
import { isComplete, shortCells } from './short-cells.ts';

const planned = (rounds: number): Plan =>
  plan({
    apps: [{ id: 'go' }],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    scenarios: [{ id: 'cold', title: '', cache: 'none', expects: 'all-executed' }],
    ...{ rounds, seed: 1 },
  });
const rows = (slim: number, alpine: number) => [
  summaryRow({ strategy: 'slim', samples: slim }),
  summaryRow({ strategy: 'alpine', samples: alpine }),
];

test('a cell lacks samples if it has fewer than the plan has rounds for it: builds failed or did not count', () => {
  expect(shortCells(planned(3), rows(3, 2)).map(cellId)).toEqual(['go/alpine/cold']);
  expect(isComplete({ plan: planned(3) }, rows(3, 2), [])).toBe(false);
});

test('a cell that a budget or a stop took out of later rounds lacks nothing', () => {
  const shorter = replan(
    planned(9),
    [{ id: 'cold', title: '', cache: 'none', expects: 'all-executed' }],
    new Map([
      ['go/slim/cold', 9],
      ['go/alpine/cold', 6],
    ]),
  );
  expect(isComplete({ plan: shorter }, rows(9, 6), [])).toBe(true);
  expect(isComplete({ plan: shorter }, rows(9, 5), [])).toBe(false);
});

test('a cell without any sample is not short but failed, and the run is not complete', () => {
  const failed = [summaryRow(), summaryRow({ strategy: 'alpine', state: 'failed', samples: 0 })];
  expect(shortCells(planned(3), failed)).toEqual([]);
  expect(isComplete({ plan: planned(3) }, failed, [])).toBe(false);
});

test('of a variant that may fail nothing is demanded', () => {
  const failed = [summaryRow(), summaryRow({ strategy: 'alpine', state: 'failed', samples: 0 })];
  expect(isComplete({ plan: planned(3), mayFail: ['go/alpine'] }, failed, [])).toBe(true);
  expect(isComplete({ plan: planned(3), mayFail: ['go/slim'] }, failed, [])).toBe(false);
});
