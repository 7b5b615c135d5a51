import type { Plan } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import type { KeptBuild } from '../../src/record/kept-build.ts';
import { keepToBudget } from './keep-to-budget.ts';
import { closedCells, leaveOut } from './leave-out.ts';

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
  readonly builds: readonly KeptBuild[];
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
 * Decides so that a run that was interrupted decides as it would have done: by the rows alone, cells are left out that are
 * narrow enough, or that give no samples; then, by the rows and by the time that images took, to the second, a budget is
 * shared out, or the plan is kept to it, and what became free is given to the others.
 */
export function decideRounds(end: EndOfRound, { budgetMs, until }: Rules): Decision {
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
