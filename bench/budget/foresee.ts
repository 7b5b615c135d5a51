import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { BudgetForecast, PlanTime } from '../../src/domain/forecast.ts';
import { differingParts } from '../../src/domain/environment.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import { formatMs, formatSpan } from '../../src/domain/units.ts';
import { planMs, planTime } from '../../src/plan/forecast.ts';
import { primeText } from '../../src/report/prime-text.ts';
import type { Values } from '../options.ts';
import { scenarios } from '../registry.ts';
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

/**
 * Looks what an earlier run took on an engine that `isSameEngine` takes, and shares a budget out by it. `columns`: of the
 * terminal that the text is for. Throws BUDGET_TOO_SMALL if not even one round fits.
 */
export async function foresee(
  plan: Plan,
  values: Values<'results' | 'budget' | 'until'>,
  isSameEngine: (engine: RunManifest['engine']) => boolean,
  columns?: number,
): Promise<Foresight> {
  const { budget: budgetMs, until } = values;
  const earlier = await earlierCosts(path.resolve(values.results), plan, scenarios, isSameEngine);
  if (earlier === undefined) return { plan, text: unknownText(plan, budgetMs) };
  const { costs, runId, engine } = earlier;
  if (budgetMs === undefined) {
    const { planTimeTable } = await import('../../src/report/plan-time-table.ts');
    const [expectedMs, time] = [planMs(plan, costs), planTime(plan, costs)];
    const took = `as run ${runId} took on ${engine.kind} engine ${engine.version}`;
    return {
      plan,
      expectedMs,
      time,
      text: `${until === undefined ? 'about' : 'at most'} ${formatMs(expectedMs)}, ${took}\n\n${planTimeTable(time, columns)}`,
    };
  }
  const { shareBudget } = await import('./share-budget.ts');
  const { forecastTable } = await import('../../src/report/forecast-table.ts');
  const { plan: shared, forecast } = shareBudget({
    ...{ plan, after: 0, scenarios, costs, basis: runId, budgetMs, until },
  });
  if (forecast.expectedMs > budgetMs)
    throw new StagebenchError(
      'BUDGET_TOO_SMALL',
      `One round is expected to take ${formatMs(forecast.expectedMs)}, as run ${runId} took; the budget is ${formatSpan(budgetMs)}.`,
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
      : `; round 1 comes first, and by what it takes the rest of ${formatSpan(budgetMs)} is shared out`;
  const note = visits.some(({ phase }) => phase === 'prime') ? `\n${primeText}` : '';
  return `time unknown: no earlier run on this machine built all these cells${then}${note}`;
}

/** Before the first build of a run: tells how its budget is shared out, or that round 1 has to come first. */
export async function shareBeforehand(
  plan: Plan,
  values: Values<'results' | 'budget' | 'until'>,
  engine: Pick<RunManifest['engine'], 'kind' | 'version'>,
  note: (text: string) => void,
): Promise<Pick<Foresight, 'plan' | 'budget'>> {
  if (values.budget === undefined) return { plan };
  const { text, ...foresight } = await foresee(
    plan,
    values,
    (other) => differingParts('forecast', [{ engine }, { engine: other }]).length === 0,
  );
  note(text);
  return foresight;
}
