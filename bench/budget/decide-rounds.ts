import type { BudgetForecast, VisitCosts } from '../../src/domain/forecast.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { formatMs, formatSpan } from '../../src/domain/units.ts';
import { planMs } from '../../src/plan/forecast.ts';
import { replan, roundsOfCells } from '../../src/plan/plan.ts';
import type { BuildRow } from '../../src/record/rows.ts';
import { forecastTable } from '../../src/report/forecast-table.ts';
import { halfWidths } from '../../src/stats/half-widths.ts';
import { visitCosts } from '../../src/stats/visit-costs.ts';
import { shareBudget } from './share-budget.ts';

/** What lets a plan grow or shrink while it is walked. */
export interface Rules {
  readonly budgetMs: number | undefined;
  /** A relative half width at which a cell is narrow enough. */
  readonly until: number | undefined;
}

/** What is known at the end of a round. */
export interface EndOfRound {
  readonly round: number;
  readonly plan: Plan;
  readonly manifest: Pick<RunManifest, 'budget' | 'stoppedEarly'>;
  readonly builds: readonly BuildRow[];
  /** What the starts and the reading of images took; ms. */
  readonly imagesMs: number;
  readonly scenarios: readonly ScenarioDefinition[];
}

/** What it means for the rounds after it: the same again if nothing speaks against it. */
export interface Decision {
  readonly plan: Plan;
  readonly changes: Pick<RunManifest, 'budget' | 'stoppedEarly'>;
  /** For who watches. */
  readonly notes: readonly string[];
}

/**
 * Decides from the rows alone, so that a run that was interrupted decides as it would have done: a budget that could not be
 * shared out before is, or the plan is cut to it; then cells that are narrow enough are left out.
 */
export function decideRounds(end: EndOfRound, { budgetMs, until }: Rules): Decision {
  const none: Decision = { plan: end.plan, changes: {}, notes: [] };
  const paid = budgetMs === undefined ? none : keepToBudget(end, budgetMs, until);
  if (until === undefined) return paid;
  const stopped = stopNarrow({ ...end, plan: paid.plan }, until);
  return {
    plan: stopped.plan,
    changes: { ...paid.changes, ...stopped.changes },
    notes: [...paid.notes, ...stopped.notes],
  };
}

function keepToBudget(end: EndOfRound, budgetMs: number, until: number | undefined): Decision {
  const { plan, scenarios, builds, manifest } = end;
  // In whole seconds: a plan must not hang on milliseconds that no two runs share.
  const costs = visitCosts(builds, plan, scenarios, Math.ceil(end.imagesMs / 1000) * 1000);
  const request = { plan, scenarios, costs, basis: 'round 1', budgetMs, until };
  if (manifest.budget === undefined) {
    const shared = shareBudget(request);
    return {
      plan: shared.plan,
      changes: { budget: shared.forecast },
      notes: [sharedNote(shared.forecast)],
    };
  }
  if (planMs(plan, costs) <= budgetMs) return { plan, changes: {}, notes: [] };
  return cut(end, costs, budgetMs);
}

const sharedNote = (forecast: BudgetForecast): string =>
  forecast.expectedMs > forecast.budgetMs
    ? `round 1 took about ${formatMs(forecast.expectedMs)}: of ${formatSpan(forecast.budgetMs)} nothing is left for a second one`
    : forecastTable(forecast);

/** Where builds take longer than they were expected to, the last rounds are given up. */
function cut({ plan, scenarios, round }: EndOfRound, costs: VisitCosts, budgetMs: number): Decision {
  let shorter = plan;
  while (shorter.rounds > round && planMs(shorter, costs) > budgetMs) {
    const rounds = [...roundsOfCells(shorter)];
    const fewer = new Map(rounds.map(([cell, has]) => [cell, Math.min(has, shorter.rounds - 1)]));
    shorter = replan(plan, scenarios, fewer);
  }
  if (shorter === plan) return { plan, changes: {}, notes: [] };
  const note = `builds take longer than expected: ${shorter.rounds} rounds instead of ${plan.rounds}, to stay within ${formatSpan(budgetMs)}`;
  return { plan: shorter, changes: {}, notes: [note] };
}

/** Cells that are named in a line of their own; of more only the number. */
const namedAtMost = 6;

function stopNarrow({ plan, round, builds, manifest, scenarios }: EndOfRound, until: number): Decision {
  const rounds = roundsOfCells(plan);
  const widths = halfWidths(builds);
  const goOn = [...rounds].filter(([, planned]) => planned > round).map(([cell]) => cell);
  const narrow = goOn.filter((cell) => (widths.get(cell) ?? Infinity) <= until);
  if (narrow.length === 0) return { plan, changes: {}, notes: [] };
  for (const cell of narrow) rounds.set(cell, round);
  const names = narrow.length <= namedAtMost ? ` (${narrow.join(', ')})` : '';
  const rest = goOn.length - narrow.length;
  return {
    plan: replan(plan, scenarios, rounds),
    changes: { stoppedEarly: [...(manifest.stoppedEarly ?? []), ...narrow] },
    notes: [
      `± ${(until * 100).toFixed(1)} % or less after round ${round}: ${narrow.length} of ${goOn.length} cells${names}; ` +
        (rest === 0 ? 'none is left' : `${rest} go on`),
    ],
  };
}
