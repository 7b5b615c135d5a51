import type { BudgetForecast, VisitCosts } from '../../src/domain/forecast.ts';
import { cellId, type Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { formatMs, formatSpan } from '../../src/domain/units.ts';
import { planMs } from '../../src/plan/forecast.ts';
import { replan, roundsOfCells } from '../../src/plan/plan.ts';
import type { BuildRow } from '../../src/record/rows.ts';
import { forecastTable } from '../../src/report/forecast-table.ts';
import { narrowCells } from '../../src/stats/narrow-cells.ts';
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
  readonly manifest: Pick<RunManifest, 'budget' | 'stoppedEarly' | 'gaveUp'>;
  readonly builds: readonly BuildRow[];
  /** What the starts and the reading of images took; ms. */
  readonly imagesMs: number;
  readonly scenarios: readonly ScenarioDefinition[];
}

/** What it means for the rounds after it: the same again if nothing speaks against it. */
export interface Decision {
  readonly plan: Plan;
  readonly changes: Pick<RunManifest, 'budget' | 'stoppedEarly' | 'gaveUp'>;
  /** For who watches. */
  readonly notes: readonly string[];
}

/**
 * Decides so that a run that was interrupted decides as it would have done: a budget that could not be shared out before is,
 * or the plan is cut to it, by the rows and by the time that images took, to the second; then, by the rows alone, cells are
 * left out that are narrow enough, or that give no samples.
 */
export function decideRounds(end: EndOfRound, { budgetMs, until }: Rules): Decision {
  const none: Decision = { plan: end.plan, changes: {}, notes: [] };
  const paid = budgetMs === undefined ? none : keepToBudget(end, budgetMs, until);
  if (until === undefined) return paid;
  const stopped = leaveOut({ ...end, plan: paid.plan }, until);
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

/** A cell without a sample in so many rounds in a row is hopeless: of as many there might be an interval. */
const roundsOfPatience = 6;

function leaveOut({ plan, round, builds, manifest, scenarios }: EndOfRound, until: number): Decision {
  const rounds = roundsOfCells(plan);
  const goOn = [...rounds].filter(([, planned]) => planned > round).map(([cell]) => cell);
  const enough = narrowCells(builds, until);
  const alive = cellsWithSamples(builds, round - roundsOfPatience + 1);
  const narrow = goOn.filter((cell) => enough.has(cell));
  const hopeless = goOn.filter((cell) => round >= roundsOfPatience && !enough.has(cell) && !alive.has(cell));
  if (narrow.length + hopeless.length === 0) return { plan, changes: {}, notes: [] };
  for (const cell of [...narrow, ...hopeless]) rounds.set(cell, round);
  const left = goOn.length - narrow.length - hopeless.length;
  const rest = left === 0 ? 'none is left' : `${left} go on`;
  const of = (cells: readonly string[]): string =>
    `${cells.length} of ${goOn.length} cells${cells.length <= namedAtMost ? ` (${cells.join(', ')})` : ''}; ${rest}`;
  return {
    plan: replan(plan, scenarios, rounds),
    changes: {
      ...(narrow.length > 0 && { stoppedEarly: [...(manifest.stoppedEarly ?? []), ...narrow] }),
      ...(hopeless.length > 0 && { gaveUp: [...(manifest.gaveUp ?? []), ...hopeless] }),
    },
    notes: [
      ...(narrow.length === 0
        ? []
        : [`narrow enough (± ${(until * 100).toFixed(1)} %) after round ${round}: ${of(narrow)}`]),
      ...(hopeless.length === 0
        ? []
        : [`given up after round ${round}, without a sample in ${roundsOfPatience} rounds: ${of(hopeless)}`]),
    ],
  };
}

const cellsWithSamples = (builds: readonly BuildRow[], since: number): Set<string> =>
  new Set(
    builds
      .filter(({ phase, state, round }) => phase === 'measure' && state === 'built' && round >= since)
      .map(cellId),
  );
