import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { cellId } from '../domain/run/plan.ts';
import { visitMs } from '../plan/forecast.ts';
import { roundsOfCells } from '../plan/plan.ts';
import type { Analysis, Rows } from '../stats/analyse-run.ts';
import type { CellComparison } from '../stats/compare/compare-pairs.ts';
import { cellsOf, openQuestions, type OpenQuestions } from '../stats/compare/open-questions.ts';
import { scenarioNeeds, type ScenarioNeed } from '../stats/forecast/scenario-needs.ts';
import { visitCosts } from '../stats/forecast/visit-costs.ts';
import { longerPlan } from './extend-run.ts';

/** What a run has decided, and what it takes to decide more. */
export interface NextRounds extends OpenQuestions {
  /** Open ones that have too few samples for any verdict. */
  readonly short: readonly CellComparison[];
  /** What finding a difference takes in the scenarios of the open ones, as far as it is known. */
  readonly needs: readonly ScenarioNeed[];
  /** The next step that is worth it; absent if there is none. */
  readonly step?: NextStep;
}

export interface NextStep {
  /** Of each cell that goes on, in all. */
  readonly rounds: number;
  /** Whether cells whose comparisons are decided stay as they are. */
  readonly onlyUndecided: boolean;
  /** What it is expected to take, by the times of the run. */
  readonly ms: number;
}

/** Beyond so many nobody builds. */
const mostRounds = 100;

/**
 * First so many rounds that every open comparison can have a verdict; then so many that the sought difference is likely to be
 * found in one more scenario. Undefined where nothing is compared.
 */
export function nextRounds(
  { manifest, builds }: Pick<Rows, 'manifest' | 'builds'>,
  { comparisons }: Pick<Analysis, 'comparisons'>,
  scenarios: readonly ScenarioDefinition[],
): NextRounds | undefined {
  const questions = openQuestions(comparisons);
  const { decided, open } = questions;
  if (decided.length + open.length === 0) return undefined;
  const short = open.filter(({ time }) => time.verdict.kind === 'needs');
  const needs = scenarioNeeds(open);
  const has = roundsOfCells(manifest.plan);
  /** In rounds, since builds may have failed in some. */
  const roundsFor = ({ cell, baseline, time }: CellComparison, samples: number): number =>
    Math.max(has.get(cellId(cell)) ?? 0, has.get(cellId(baseline)) ?? 0) +
    samples -
    Math.min(time.samples, time.baselineSamples);
  const toFind = needs.flatMap(({ scenario, rounds: samples = Infinity }) => {
    const those = open.filter(
      ({ cell, time }) =>
        cell.scenario === scenario && Math.min(time.samples, time.baselineSamples) < samples,
    );
    return those.length === 0 ? [] : [Math.max(...those.map((one) => roundsFor(one, samples)))];
  });
  const rounds =
    short.length > 0
      ? Math.max(
          ...short.map((one) =>
            one.time.verdict.kind === 'needs' ? roundsFor(one, one.time.verdict.samples) : 0,
          ),
        )
      : Math.min(...toFind);
  if (rounds > mostRounds) return { ...questions, short, needs };
  const cells = cellsOf(open);
  const onlyUndecided = manifest.plan.cells.some((cell) => !cells.has(cellId(cell)));
  const plan = longerPlan(manifest, scenarios, rounds, onlyUndecided ? cells : undefined);
  if (plan === undefined) return { ...questions, short, needs };
  const costs = visitCosts(builds, plan, scenarios, 0);
  const ms = plan.visits
    .slice(manifest.plan.visits.length)
    .reduce((sum, visit) => sum + visitMs(visit, costs), 0);
  return { ...questions, short, needs, step: { rounds, onlyUndecided, ms } };
}
