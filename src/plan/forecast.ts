import type { CellForecast, PlanTime, VisitCosts } from '../domain/run/forecast.ts';
import { buildsOfAll, cellId, variantId, type Plan, type Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { roundsOfCells } from './plan.ts';
import type { BudgetRequest } from './budget.ts';
import type { BudgetChain } from './round-costs.ts';

/** What a visit is expected to take; ms. One that nothing is known of takes no time. */
export function visitMs(visit: Visit, costs: VisitCosts): number {
  if (visit.phase === 'control') return costs.controlMs;
  if (visit.phase === 'prime') return costs.primes.get(variantId(visit)) ?? 0;
  return costs.cells.get(cellId(visit)) ?? 0;
}

/** What a whole plan is expected to take; ms. */
export const planMs = ({ visits }: Plan, costs: VisitCosts): number =>
  visits.reduce((sum, visit) => sum + visitMs(visit, costs), costs.onceMs);

/** What that consists of: measured builds, primes, the control, and what comes once. */
export function planTime({ visits }: Plan, costs: VisitCosts): PlanTime {
  const of = (phase: Visit['phase']) => {
    const those = visits.filter((visit) => visit.phase === phase);
    return { builds: buildsOfAll(those), ms: those.reduce((sum, visit) => sum + visitMs(visit, costs), 0) };
  };
  return { measured: of('measure'), primes: of('prime'), control: of('control'), onceMs: costs.onceMs };
}

/** The cells of a plan as a budget is shared out among them. */
export function budgetChains(
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
  costs: VisitCosts,
): BudgetChain[] {
  const cacheOf = new Map(scenarios.map(({ id, cache }) => [id, cache]));
  const cellsOf = Map.groupBy(plan.cells, variantId);
  return plan.variants.map((variant) => {
    const primeMs = costs.primes.get(variantId(variant)) ?? 0;
    return {
      primeMs,
      cells: (cellsOf.get(variantId(variant)) ?? []).map((cell) => {
        const cache = cacheOf.get(cell.scenario);
        return {
          id: cellId(cell),
          // What imports a cache has a prime of its own.
          costMs: (costs.cells.get(cellId(cell)) ?? 0) + (cache === 'imported' ? primeMs : 0),
          noise: costs.noise.get(cellId(cell)) ?? 0,
          opensChain: cache !== 'primed',
        };
      }),
    };
  });
}

/** What is expected of every cell with the rounds that the plan gives it. */
export function cellForecasts(
  plan: Plan,
  costs: VisitCosts,
  halfWidth: BudgetRequest['halfWidth'],
): CellForecast[] {
  return [...roundsOfCells(plan)].map(([cell, rounds]) => {
    const width = halfWidth(costs.noise.get(cell) ?? 0, rounds);
    return {
      cell,
      rounds,
      visitMs: costs.cells.get(cell) ?? 0,
      ...(width === undefined ? {} : { halfWidth: width }),
    };
  });
}
