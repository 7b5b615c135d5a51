import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { cellId } from '../domain/run/plan.ts';
import { visitMs } from '../plan/forecast.ts';
import { commonPlanned } from '../plan/plan.ts';
import type { Analysis, Rows } from '../stats/analyse-run.ts';
import type { CellComparison } from '../stats/compare/compare-pairs.ts';
import { cellsOf, openQuestions, type OpenQuestions } from '../stats/compare/open-questions.ts';
import { scenarioNeeds, type ScenarioNeed } from '../stats/forecast/scenario-needs.ts';
import { visitCosts } from '../stats/forecast/visit-costs.ts';
import { closedForGood, longerPlan } from './extend-run.ts';

/** What a run has decided, and what it takes to decide more. */
export interface NextRounds extends OpenQuestions {
  /** Open ones that have too few samples for any verdict. */
  readonly short: readonly CellComparison[];
  /** What finding a difference takes in the scenarios of the open ones, as far as it is known. */
  readonly needs: readonly ScenarioNeed[];
  /** The next step that is worth it. */
  readonly step?: NextStep;
  /** Why there is none, though something is open. */
  readonly noStep?: NoStep;
}

export interface NextStep {
  /** Of each cell that goes on, and of each comparison in common, in all. */
  readonly rounds: number;
  /** Whether cells whose comparisons are decided stay as they are. */
  readonly onlyUndecided: boolean;
  /** What it is expected to take, by the times of the run. */
  readonly ms: number;
}

/**
 * `enough`: a difference would have been found; `too many`: beyond what anybody builds; `stopped`: each open comparison has a
 * cell that was stopped or given up, and gets no more.
 */
type NoStep = 'enough' | 'too many' | 'stopped';

/** Beyond so many nobody builds. */
const mostRounds = 100;

/**
 * First so many rounds that every open comparison can have a verdict; then so many that the sought difference is likely to be
 * found in one more scenario. Undefined where nothing is compared.
 */
export function nextRounds(
  rows: Pick<Rows, 'manifest' | 'builds'>,
  { comparisons }: Pick<Analysis, 'comparisons'>,
  scenarios: readonly ScenarioDefinition[],
): NextRounds | undefined {
  const questions = openQuestions(comparisons);
  const { decided, open } = questions;
  if (decided.length + open.length === 0) return undefined;
  const found = { ...questions, short: open.filter(isShort), needs: scenarioNeeds(open) };
  if (open.length === 0) return found;
  const closed = closedForGood(rows.manifest);
  const able = open.filter((one) => cellsOf([one]).isDisjointFrom(closed));
  if (able.length === 0) return { ...found, noStep: 'stopped' };
  const rounds = nextNumber(rows.manifest, able, found.needs);
  if (rounds === undefined) return { ...found, noStep: 'enough' };
  return rounds > mostRounds
    ? { ...found, noStep: 'too many' }
    : { ...found, step: stepTo(rounds, rows, open, scenarios) };
}

const isShort = ({ time }: CellComparison): boolean => time.verdict.kind === 'needs';

/** Undefined if all have what they need. */
function nextNumber(
  { plan }: Rows['manifest'],
  able: readonly CellComparison[],
  needs: readonly ScenarioNeed[],
): number | undefined {
  const common = commonPlanned(plan);
  /** Builds may have failed in some rounds: they are made up for. */
  const roundsFor = ({ cell, baseline, time }: CellComparison, samples: number): number =>
    common(cellId(cell), cellId(baseline)) + samples - Math.min(time.samples, time.baselineSamples);
  const forVerdict = able.flatMap((one) =>
    one.time.verdict.kind === 'needs' ? [roundsFor(one, one.time.verdict.samples)] : [],
  );
  if (forVerdict.length > 0) return Math.max(...forVerdict);
  const toFind = needs.flatMap(({ scenario, rounds: samples = Infinity }) => {
    const those = able.filter(
      ({ cell, time }) =>
        cell.scenario === scenario && Math.min(time.samples, time.baselineSamples) < samples,
    );
    return those.length === 0 ? [] : [Math.max(...those.map((one) => roundsFor(one, samples)))];
  });
  return toFind.length === 0 ? undefined : Math.min(...toFind);
}

function stepTo(
  rounds: number,
  { manifest, builds }: Pick<Rows, 'manifest' | 'builds'>,
  open: readonly CellComparison[],
  scenarios: readonly ScenarioDefinition[],
): NextStep {
  const cells = cellsOf(open);
  const onlyUndecided = manifest.plan.cells.some((cell) => !cells.has(cellId(cell)));
  const plan = longerPlan(manifest, scenarios, rounds, { compared: open, onlyThese: onlyUndecided });
  if (plan === undefined) throw new Error(`a step to ${rounds} rounds that adds none`);
  const costs = visitCosts(builds, plan, scenarios, 0);
  const ms = plan.visits
    .slice(manifest.plan.visits.length)
    .reduce((sum, visit) => sum + visitMs(visit, costs), 0);
  return { rounds, onlyUndecided, ms };
}
