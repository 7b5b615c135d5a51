import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { MoreRounds } from '../domain/run/job.ts';
import type { Plan } from '../domain/run/plan.ts';
import { withMoreRounds } from '../plan/more-rounds.ts';
import { roundsOfCells } from '../plan/plan.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { ResumableRun } from '../record/read/read-resumable.ts';
import { isFinished } from '../record/run-folder/finish-end.ts';
import { analyseRun } from '../stats/analyse-run.ts';
import { cellsOf, openQuestions } from '../stats/compare/open-questions.ts';

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
  const open = more.onlyUndecided ? await undecidedCells(left, baseline) : undefined;
  const plan = longerPlan(manifest, scenarios, more.rounds, open);
  if (plan === undefined && isFinished(manifest)) throw nothingLeft(manifest, more, open);
  return plan === undefined ? left : { ...left, manifest: withPlan(manifest, plan, more.rounds) };
}

/** Cells that were stopped or given up get no more: they have had enough. */
export function longerPlan(
  { plan, stoppedEarly, gaveUp }: Pick<RunManifest, 'plan' | 'stoppedEarly' | 'gaveUp'>,
  scenarios: readonly ScenarioDefinition[],
  rounds: number,
  open?: ReadonlySet<string>,
): Plan | undefined {
  const closed = new Set([...(stoppedEarly ?? []), ...(gaveUp ?? [])]);
  return withMoreRounds(
    plan,
    scenarios,
    rounds,
    (cell) => !closed.has(cell) && (open === undefined || open.has(cell)),
  );
}

async function undecidedCells(left: ResumableRun, baseline: string | undefined): Promise<Set<string>> {
  const { comparisons } = await analyseRun(left, baseline, () => Promise.resolve());
  return cellsOf(openQuestions(comparisons).open);
}

function refuseFewer({ runId, plan }: RunManifest, rounds: number): void {
  const fewest = Math.min(...roundsOfCells(plan).values());
  if (rounds >= fewest) return;
  throw new StagebenchError(
    'ROUNDS_TOO_FEW',
    `Run ${runId} has ${counted(fewest)}: --rounds ${rounds} is fewer, and nothing measured is dropped. The number counts all rounds, not only those to add.`,
  );
}

function nothingLeft(
  { runId, outcome, plan, stoppedEarly = [], gaveUp = [] }: RunManifest,
  { rounds }: MoreRounds,
  open: ReadonlySet<string> | undefined,
): StagebenchError {
  const fewest = Math.min(...roundsOfCells(plan).values());
  const why =
    open?.size === 0
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
