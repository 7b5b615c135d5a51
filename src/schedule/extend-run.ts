import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { MoreRounds } from '../domain/run/job.ts';
import { cellId, type Plan } from '../domain/run/plan.ts';
import { withMoreRounds } from '../plan/more-rounds.ts';
import { roundsOfCells } from '../plan/plan.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { ResumableRun } from '../record/read/read-resumable.ts';
import { isFinished } from '../record/run-folder/finish-end.ts';
import { analyseRun } from '../stats/analyse-run.ts';
import { openQuestions } from '../stats/compare/open-questions.ts';
import { plannedComparisons } from '../stats/compare/planned-comparisons.ts';
import type { ComparedCells } from '../stats/forecast/rounds-for-verdict.ts';

/**
 * A run as it was left, with the plan that more rounds give it. Throws ROUNDS_TOO_FEW, and NOTHING_TO_RESUME if
 * it is finished and has them all.
 */
export async function extendRun(
  left: ResumableRun,
  more: MoreRounds,
  { scenarios, baseline }: { scenarios: readonly ScenarioDefinition[]; baseline: string | undefined },
): Promise<ResumableRun> {
  const { manifest } = left;
  refuseFewer(manifest, more.rounds);
  const open = more.onlyUndecided ? await undecided(left, baseline) : undefined;
  const compared = open ?? plannedComparisons(manifest.plan, manifest.baselines, baseline);
  const plan = longerPlan(manifest, scenarios, more.rounds, { compared, onlyThese: more.onlyUndecided });
  if (plan === undefined && isFinished(manifest)) throw nothingLeft(manifest, more, open);
  return plan === undefined ? left : { ...left, manifest: withPlan(manifest, plan, more.rounds) };
}

/**
 * The plan until each cell has so many rounds, and each comparison as many in which both of its cells are measured; of the cells
 * that are `compared` alone, if `onlyThese` says so. Undefined if there is nothing to add.
 */
export function longerPlan(
  manifest: Pick<RunManifest, 'plan' | 'stoppedEarly' | 'gaveUp'>,
  scenarios: readonly ScenarioDefinition[],
  rounds: number,
  { compared, onlyThese }: { readonly compared: readonly ComparedCells[]; readonly onlyThese: boolean },
): Plan | undefined {
  const closed = closedForGood(manifest);
  const pairs = compared.map(({ cell, baseline }) => [cellId(cell), cellId(baseline)] as const);
  const named = new Set(pairs.flat());
  const takes = (cell: string): boolean => !closed.has(cell) && (!onlyThese || named.has(cell));
  return withMoreRounds(manifest.plan, scenarios, rounds, { takes, pairs });
}

/** Cells that were stopped or given up get no more: they have had enough. */
export const closedForGood = ({
  stoppedEarly,
  gaveUp,
}: Pick<RunManifest, 'stoppedEarly' | 'gaveUp'>): Set<string> =>
  new Set([...(stoppedEarly ?? []), ...(gaveUp ?? [])]);

async function undecided(
  left: ResumableRun,
  baseline: string | undefined,
): Promise<readonly ComparedCells[]> {
  const { comparisons } = await analyseRun(left, baseline, () => Promise.resolve());
  return openQuestions(comparisons).open;
}

function refuseFewer({ runId, plan }: RunManifest, rounds: number): void {
  const fewest = Math.min(...roundsOfCells(plan).values());
  if (rounds >= fewest) return;
  throw new StagebenchError(
    'ROUNDS_TOO_FEW',
    `Run ${runId} was planned with ${counted(fewest)}: --rounds ${rounds} is fewer, and a plan is not made shorter. ` +
      `The number counts all rounds, not only those to add: --rounds ${fewest + 1} adds one.`,
  );
}

function nothingLeft(
  { runId, outcome, plan, stoppedEarly = [], gaveUp = [] }: RunManifest,
  { rounds }: MoreRounds,
  open: readonly ComparedCells[] | undefined,
): StagebenchError {
  const fewest = Math.min(...roundsOfCells(plan).values());
  const why =
    open?.length === 0
      ? 'no comparison is undecided'
      : rounds <= fewest || open !== undefined
        ? `each cell${open === undefined ? '' : ' of an undecided comparison'} has ${counted(rounds)} or more`
        : `${stoppedEarly.length + gaveUp.length} cells have stopped, and the others have ${counted(rounds)} or more`;
  return new StagebenchError(
    'NOTHING_TO_RESUME',
    `Run ${runId} is ${String(outcome)}, and ${why}: nothing is left.`,
  );
}

/** The budget that it had is spent: rounds decide now. */
function withPlan(manifest: RunManifest, plan: Plan, rounds: number): RunManifest {
  const longer: { -readonly [Name in keyof RunManifest]: RunManifest[Name] } = { ...manifest, plan };
  delete longer.budget;
  const options = Object.entries(manifest.options).filter(([name]) => name !== 'budget');
  return { ...longer, options: { ...Object.fromEntries(options), rounds } };
}

const counted = (rounds: number): string => `${rounds} round${rounds === 1 ? '' : 's'}`;
