import type { VisitCosts } from '../domain/run/forecast.ts';
import type { Limits } from '../domain/run/job.ts';
import type { Plan } from '../domain/run/plan.ts';
import { formatMs, formatSpan } from '../domain/units.ts';
import { planMs, visitMs } from '../plan/forecast.ts';
import { replan, roundsOfCells } from '../plan/plan.ts';
import { plannedComparisons } from '../stats/compare/planned-comparisons.ts';
import { shownNoise } from '../stats/forecast/shown-noise.ts';
import { visitCosts } from '../stats/forecast/visit-costs.ts';
import type { Decision, EndOfRound } from './decision.ts';
import { lateMs } from './late-ms.ts';
import { revisits } from './revisits.ts';
import { named } from './leave-out.ts';
import { shareBudget } from './share-budget.ts';

/**
 * Shares a budget out that could not be before, cuts the plan to it where builds take longer than expected, and gives time
 * that has become free to the cells that are not `closed`: that of cells that were left out in this round (`hasLeft`), and
 * what is over after the last round.
 */
export function keepToBudget(
  end: EndOfRound,
  { budgetMs, until }: Limits & { readonly budgetMs: number },
  closed: ReadonlySet<string>,
  hasLeft: boolean,
): Decision {
  const { plan, round, scenarios, builds, manifest } = end;
  // In whole seconds: a plan must not hang on milliseconds that no two runs share.
  const medians = visitCosts(builds, plan, scenarios, Math.ceil(end.imagesMs / 1000) * 1000);
  // What rounds that are over took beyond the medians is spent once, like the time for images.
  const costs = { ...medians, onceMs: medians.onceMs + lateMs(end, medians) };
  // What is visited again because others disturbed it comes before anything that was not planned.
  const reservedMs = revisits({ ...end, limits: { budgetMs: undefined, until } }).reduce(
    (sum, visit) => sum + visitMs(visit, costs),
    0,
  );
  const share = (noise = costs.noise) =>
    shareBudget({
      ...{ plan, after: round, closed, scenarios, basis: 'round 1', budgetMs, until },
      comparisons: plannedComparisons(plan, manifest.baselines),
      costs: { ...costs, noise, onceMs: costs.onceMs + reservedMs },
    });
  if (manifest.budget === undefined) {
    const shared = share();
    return { plan: shared.plan, changes: { budget: shared.forecast }, notes: [] };
  }
  if (planMs(plan, costs) > budgetMs) return cut(end, costs, budgetMs);
  if (!hasLeft && plan.rounds > round) return { plan, changes: {}, notes: [] };
  return given(
    end,
    share(atLeast(costs.noise, shownNoise(builds))).plan,
    budgetMs - planMs(plan, costs) - reservedMs,
  );
}

/** Of two measures of a cell's noise the larger: a cell that should be narrow and is not goes on. */
const atLeast = (noise: VisitCosts['noise'], shown: VisitCosts['noise']): VisitCosts['noise'] =>
  new Map([...noise].map(([cell, expected]) => [cell, Math.max(expected, shown.get(cell) ?? 0)]));

/** Where builds take longer than they were expected to, the last rounds are given up. */
function cut({ plan, scenarios, round }: EndOfRound, costs: VisitCosts, budgetMs: number): Decision {
  let shorter = plan;
  while (shorter.rounds > round && planMs(shorter, costs) > budgetMs) {
    const most = shorter.rounds - round - 1;
    const fewer = [...roundsOfCells(shorter, round)].map(
      ([cell, has]) => [cell, Math.min(has, most)] as const,
    );
    shorter = replan(plan, scenarios, new Map(fewer), round);
  }
  if (shorter === plan) return { plan, changes: {}, notes: [] };
  const note = `builds take longer than expected: ${shorter.rounds} rounds instead of ${plan.rounds}, to stay within ${formatSpan(budgetMs)}`;
  return { plan: shorter, changes: {}, notes: [note] };
}

/** Says who gets the time that was free. */
function given({ plan, round }: EndOfRound, longer: Plan, freeMs: number): Decision {
  const had = roundsOfCells(plan, round);
  const more = [...roundsOfCells(longer, round)].flatMap(([cell, rounds]) => {
    const further = rounds - (had.get(cell) ?? 0);
    return further > 0 ? [{ cell, further }] : [];
  });
  if (more.length === 0) return { plan, changes: {}, notes: [] };
  const visits = more.reduce((sum, { further }) => sum + further, 0);
  const who = named(more.map(({ cell, further }) => `${cell} ${further}`));
  const note = `about ${formatMs(freeMs)} of the budget are free: ${visits} more visits of ${more.length} cell${more.length === 1 ? '' : 's'}${who}`;
  return { plan: longer, changes: {}, notes: [note] };
}
