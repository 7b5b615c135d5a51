import { StagebenchError } from '../../src/domain/errors.ts';
import type { BudgetForecast, PlanTime } from '../../src/domain/forecast.ts';
import type { Limits } from '../../src/domain/job.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { formatMs, formatSpan } from '../../src/domain/units.ts';
import { planMs, planTime } from '../../src/plan/forecast.ts';
import { primeText } from '../../src/report/terminal/prime-text.ts';
import { earlierCosts } from './earlier-costs.ts';

/** What an earlier run says of a plan; with a budget the plan is what the budget gives. */
export interface Foresight {
  readonly plan: Plan;
  /** Absent if no earlier run says it; ms. */
  readonly expectedMs?: number;
  /** What that consists of. */
  readonly time?: PlanTime;
  readonly budget?: BudgetForecast;
  /** For a person: how long it takes, and who says so. */
  readonly text: string;
}

/** What decides how long a plan takes, and where to look for earlier runs. */
export interface Foreseen {
  readonly limits: Limits;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly scenarios: readonly ScenarioDefinition[];
}

/**
 * Looks what an earlier run took on an engine that `isSameEngine` takes, and shares a budget out by it. `columns`: of the
 * terminal that the text is for. Throws BUDGET_TOO_SMALL if not even one round fits.
 */
export async function foresee(
  plan: Plan,
  { limits: { budgetMs, until }, results, scenarios }: Foreseen,
  isSameEngine: (engine: RunManifest['engine']) => boolean,
  columns?: number,
): Promise<Foresight> {
  const earlier = await earlierCosts(results, plan, scenarios, isSameEngine);
  if (earlier === undefined) return { plan, text: unknownText(plan, budgetMs) };
  const { costs, runId, engine } = earlier;
  if (budgetMs === undefined) {
    const { planTimeTable } = await import('../../src/report/terminal/plan-time-table.ts');
    const [expectedMs, time] = [planMs(plan, costs), planTime(plan, costs)];
    const took = `by the times of run ${runId} on ${engine.kind} engine ${engine.version}`;
    return {
      plan,
      expectedMs,
      time,
      text: `${until === undefined ? 'about' : 'at most'} ${formatMs(expectedMs)}, ${took}\n\n${planTimeTable(time, columns)}`,
    };
  }
  const { shareBudget } = await import('./share-budget.ts');
  const { forecastTable } = await import('../../src/report/terminal/forecast-table.ts');
  const { plan: shared, forecast } = shareBudget({
    ...{ plan, after: 0, scenarios, costs, basis: runId, budgetMs, until },
  });
  if (forecast.expectedMs > budgetMs)
    throw new StagebenchError(
      'BUDGET_TOO_SMALL',
      `One round takes about ${formatMs(forecast.expectedMs)} by the times of run ${runId}; the budget is ${formatSpan(budgetMs)}.`,
    );
  const { expectedMs } = forecast;
  return {
    ...{ plan: shared, expectedMs, time: planTime(shared, costs), budget: forecast },
    text: forecastTable(forecast, columns),
  };
}

function unknownText({ visits }: Plan, budgetMs: number | undefined): string {
  const then =
    budgetMs === undefined
      ? ''
      : `; after round 1, the rest of ${formatSpan(budgetMs)} is shared out by its times`;
  const note = visits.some(({ phase }) => phase === 'prime') ? `\n${primeText}` : '';
  return `time unknown: no earlier run on this machine built all of these cells${then}${note}`;
}

/** Before the first build of a run: tells how its budget is shared out, or that round 1 has to come first. */
export async function shareBeforehand(
  plan: Plan,
  asked: Foreseen,
  engine: Pick<RunManifest['engine'], 'kind' | 'version'>,
  note: (text: string) => void,
): Promise<Pick<Foresight, 'plan' | 'budget'>> {
  if (asked.limits.budgetMs === undefined) return { plan };
  const { text, ...foresight } = await foresee(
    plan,
    asked,
    ({ kind, version }) => kind === engine.kind && version === engine.version,
  );
  note(text);
  return foresight;
}
