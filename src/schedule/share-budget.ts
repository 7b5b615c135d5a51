import type { BudgetForecast, VisitCosts } from '../domain/run/forecast.ts';
import { cellId, controlBuilds, mostRounds, type Plan } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { budgetRounds } from '../plan/budget.ts';
import { budgetChains, cellForecasts, planTime, visitMs } from '../plan/forecast.ts';
import { replan, roundsOfCells } from '../plan/plan.ts';
import { expectedHalfWidth } from '../stats/forecast/interval-forecast.ts';
import { fewestToStop } from '../stats/forecast/narrow-cells.ts';
import { roundsForVerdict, type ComparedCells } from '../stats/forecast/rounds-for-verdict.ts';

/** A plan for a budget, and what is expected of it. */
export interface SharedBudget {
  readonly plan: Plan;
  readonly forecast: BudgetForecast;
}

/**
 * Shares what is left of a budget after a round (0: all of it) out among the cells of a plan, which keep the rounds they
 * have. A cell that had no turn lately may get one again.
 */
export function shareBudget(parts: {
  plan: Plan;
  /** The round that is over. */
  after: number;
  /** Cells that get no more rounds than they have. */
  closed?: ReadonlySet<string>;
  scenarios: readonly ScenarioDefinition[];
  costs: VisitCosts;
  basis: string;
  budgetMs: number;
  /** What is held against what, by the run's suite. */
  comparisons: readonly ComparedCells[];
  /** A relative half width below which an interval is narrow enough. */
  until: number | undefined;
}): SharedBudget {
  const { after, closed, scenarios, costs, basis, budgetMs, comparisons, until } = parts;
  const over = parts.plan.visits.filter(({ round }) => round <= after);
  const needed = roundsForVerdict(comparisons);
  const most = isFree(costs, parts.plan) ? 1 : mostRounds;
  const goals = comparisons.map(({ cell, baseline }) => {
    const cells = [cellId(cell), cellId(baseline)];
    return { cells, samples: Math.max(...cells.map((id) => needed.get(id) ?? 0)) };
  });
  const { rounds, expectedMs, reached, allGoalsMs } = budgetRounds({
    budgetMs,
    chains: budgetChains(parts.plan, scenarios, costs),
    controlMs: costs.controlMs * controlBuilds,
    onceMs: over.reduce((sum, visit) => sum + visitMs(visit, costs), costs.onceMs),
    least: roundsOfCells(parts.plan, after),
    before: roundsOfCells({ ...parts.plan, visits: over }),
    ...(closed !== undefined && { closed }),
    ...{ most, goals },
    // A cell whose interval is expected to be narrow is not known to have one before it has stopped.
    ...(until !== undefined && { target: until, enough: fewestToStop }),
    halfWidth: expectedHalfWidth,
  });
  const plan = replan(parts.plan, scenarios, rounds, after);
  const cells = cellForecasts(plan, costs, expectedHalfWidth);
  const verdicts = {
    ...{ comparisons: goals.length, reached, rounds: Math.max(0, ...goals.map(({ samples }) => samples)) },
    ...(reached < goals.length && most > 1 && { allMs: allGoalsMs }),
  };
  return {
    plan,
    forecast: {
      ...{ basis, budgetMs, expectedMs, time: planTime(plan, costs), cells },
      ...(goals.length > 0 && { verdicts }),
    },
  };
}

/** Where nothing was built, nothing is known: more of the same would never end. */
const isFree = (costs: VisitCosts, { cells }: Plan): boolean =>
  cells.every((cell) => (costs.cells.get(cellId(cell)) ?? 0) === 0);
