import type { Limits } from '../domain/run/job.ts';
import type { EndOfRound, Decision } from './decision.ts';
import { keepToBudget } from './keep-to-budget.ts';
import { closedCells, leaveOut } from './leave-out.ts';

/**
 * Decides so that a run that was interrupted decides as it would have done: by the rows alone, cells are left out that are
 * narrow enough, or that give no samples; then, by the rows and by the time that images took, to the second, a budget is
 * shared out, or the plan is kept to it, and what became free is given to the others.
 */
export function decideRounds(end: EndOfRound, { budgetMs, until }: Limits): Decision {
  const closed = until === undefined ? undefined : closedCells(end, until);
  const stopped: Decision =
    until === undefined || closed === undefined
      ? { plan: end.plan, changes: {}, notes: [] }
      : leaveOut(end, closed, until);
  if (budgetMs === undefined) return stopped;
  const paid = keepToBudget(
    { ...end, plan: stopped.plan },
    { budgetMs, until },
    new Set([...(closed?.narrow ?? []), ...(closed?.hopeless ?? [])]),
    stopped.notes.length > 0,
  );
  return {
    plan: paid.plan,
    changes: { ...paid.changes, ...stopped.changes },
    notes: [...stopped.notes, ...paid.notes],
  };
}
