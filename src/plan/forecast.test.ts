import { describe, expect, test } from 'vitest';
import type { VisitCosts } from '../domain/run/forecast.ts';
import { cellId } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { budgetRounds } from './budget.ts';
import { budgetChains, cellForecasts, planMs, planTime } from './forecast.ts';
import { plan, replan } from './plan.ts';

const scenarios: ScenarioDefinition[] = [
  { id: 'cold', title: '', cache: 'none', expects: 'all-executed' },
  { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' },
];
const planned = plan({
  apps: [{ id: 'go' }],
  strategies: [{ id: 'slim' }, { id: 'alpine' }],
  ...{ scenarios, rounds: 1, control: true, seed: 3 },
});
const costs: VisitCosts = {
  cells: new Map([
    ['go/slim/cold', 1000],
    ['go/slim/warm', 10],
    ['go/alpine/cold', 2000],
    ['go/alpine/warm', 20],
  ]),
  primes: new Map([
    ['go/slim', 1100],
    ['go/alpine', 2100],
  ]),
  controlMs: 300,
  onceMs: 70,
  noise: new Map(planned.cells.map((cell) => [cellId(cell), 0.02])),
};
const halfWidth = (noise: number, samples: number) =>
  samples < 6 ? undefined : (2 * noise) / Math.sqrt(samples);

describe('what a plan is expected to take', () => {
  test('counts builds, not visits: five of each warm visit', () => {
    const repeated = scenarios.map((one) => (one.id === 'warm' ? { ...one, repeats: 5 } : one));
    const rounds = new Map(planned.cells.map((cell) => [cellId(cell), 2]));
    const time = planTime(replan(planned, repeated, rounds), costs);
    // Two cells in two rounds, each visit of one cold build and five warm ones; the costs are those of a visit.
    expect(time.measured).toEqual({ builds: 4 + 4 * 5, ms: 2 * (1000 + 10 + 2000 + 20) });
  });

  test('is every visit of it, and what comes once', () => {
    expect(planMs(planned, costs)).toBe(1000 + 10 + 2000 + 20 + 3 * 300 + 70);
  });

  test('counts the primes of chains without a cold build', () => {
    const later = new Map([
      ['go/slim/cold', 1],
      ['go/slim/warm', 2],
    ]);
    expect(planMs(replan(planned, scenarios, later), costs)).toBe(1000 + 10 + 900 + (1100 + 10 + 900) + 70);
  });

  test('consists of measured builds, primes, the control, and what comes once: nothing is left', () => {
    const warmOnly = new Map([
      ['go/slim/warm', 3],
      ['go/alpine/warm', 1],
    ]);
    const primed = replan(planned, scenarios, warmOnly);
    const time = planTime(primed, costs);
    expect(time).toEqual({
      measured: { builds: 4, ms: 3 * 10 + 20 },
      primes: { builds: 4, ms: 3 * 1100 + 2100 },
      control: { builds: 9, ms: 2700 },
      onceMs: 70,
    });
    expect(planMs(primed, costs)).toBe(50 + 5400 + 2700 + 70);
  });

  test('is the same whether the visits are counted, or the budget that gave them', () => {
    const { rounds, expectedMs } = budgetRounds({
      ...{ budgetMs: 55_000, chains: budgetChains(planned, scenarios, costs), halfWidth },
      ...{ controlMs: 3 * costs.controlMs, onceMs: costs.onceMs, most: 1000 },
    });
    const shared = replan(planned, scenarios, rounds);
    expect(new Set(rounds.values()).size).toBeGreaterThan(1);
    expect(planMs(shared, costs)).toBe(expectedMs);
    expect(expectedMs).toBeLessThanOrEqual(55_000);
  });
});

test('what is expected of a cell: its rounds, what one takes, and the interval if they give one', () => {
  const rounds = new Map([...costs.cells.keys()].map((cell) => [cell, cell.endsWith('warm') ? 16 : 5]));
  expect(cellForecasts(replan(planned, scenarios, rounds), costs, halfWidth)).toEqual([
    { cell: 'go/slim/cold', rounds: 5, visitMs: 1000 },
    { cell: 'go/slim/warm', rounds: 16, visitMs: 10, halfWidth: 0.01 },
    { cell: 'go/alpine/cold', rounds: 5, visitMs: 2000 },
    { cell: 'go/alpine/warm', rounds: 16, visitMs: 20, halfWidth: 0.01 },
  ]);
});
