import { StagebenchError } from '../domain/errors.ts';
import type { BudgetForecast, PlanTime } from '../domain/run/forecast.ts';
import type { Limits } from '../domain/run/job.ts';
import type { Plan } from '../domain/run/plan.ts';
import type { Machine } from '../domain/run/run.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { formatMs, formatSpan } from '../domain/units.ts';
import { planMs, planTime } from '../plan/forecast.ts';
import type { RunManifest } from '../record/manifest.ts';
import { earlierCosts, type EarlierCosts } from './earlier-costs.ts';

/** What an earlier run says of a plan; with a budget the plan is what the budget gives. */
export interface Foresight {
  readonly plan: Plan;
  /** Absent if no earlier run says it; ms. */
  readonly expectedMs?: number;
  /** What that consists of. */
  readonly time?: PlanTime;
  readonly budget?: BudgetForecast;
  /** The run that says so. */
  readonly earlier?: Pick<EarlierCosts, 'runId' | 'engine'>;
}

/**
 * Looks what an earlier run took on a machine with the same CPU and on an engine that `isSameEngine` takes, and shares a
 * budget out by it. Throws BUDGET_TOO_SMALL if not even one round fits.
 */
export async function foresee(parts: {
  readonly plan: Plan;
  readonly limits: Limits;
  /** By strategy: what the suite holds it against. */
  readonly baselines: RunManifest['baselines'];
  readonly scenarios: readonly ScenarioDefinition[];
  /** Folder of the runs. */
  readonly results: string;
  readonly machine: Machine;
  readonly isSameEngine: (engine: RunManifest['engine']) => boolean;
}): Promise<Foresight> {
  const { plan, limits, baselines, scenarios, results, machine, isSameEngine } = parts;
  const { budgetMs, until } = limits;
  const earlier = await earlierCosts(results, plan, scenarios, machine, isSameEngine);
  if (earlier === undefined) return { plan };
  const { costs, runId, engine } = earlier;
  const by = { runId, engine };
  if (budgetMs === undefined)
    return { plan, expectedMs: planMs(plan, costs), time: planTime(plan, costs), earlier: by };
  // Only here: loading statistics takes a part of the time that a dry run may take.
  const { shareBudget } = await import('./share-budget.ts');
  const { plannedComparisons } = await import('../stats/compare/planned-comparisons.ts');
  const { plan: shared, forecast } = shareBudget({
    ...{ plan, after: 0, scenarios, costs, basis: runId, budgetMs, until },
    comparisons: plannedComparisons(plan, baselines),
  });
  const { expectedMs } = forecast;
  if (expectedMs > budgetMs)
    throw new StagebenchError(
      'BUDGET_TOO_SMALL',
      `One round takes about ${formatMs(expectedMs)} by the times of run ${runId}; the budget is ${formatSpan(budgetMs)}.`,
    );
  return { plan: shared, expectedMs, time: planTime(shared, costs), budget: forecast, earlier: by };
}
