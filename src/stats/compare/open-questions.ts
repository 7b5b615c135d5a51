import { cellId } from '../../domain/run/plan.ts';
import type { CellComparison } from './compare-pairs.ts';

/** The comparisons of a run, by whether they are answered. */
export interface OpenQuestions {
  /** A difference is claimed. */
  readonly decided: readonly CellComparison[];
  /** None is claimed: it was not shown, or there are too few samples. More rounds may still show one. */
  readonly open: readonly CellComparison[];
}

/** What has no samples on one side is neither: more rounds of builds that fail answer nothing. */
export function openQuestions(comparisons: readonly CellComparison[]): OpenQuestions {
  const having = (...kinds: string[]) => comparisons.filter(({ time }) => kinds.includes(time.verdict.kind));
  return { decided: having('faster', 'slower'), open: having('same', 'needs') };
}

/** Ids of the cells of comparisons, their baselines included. */
export const cellsOf = (comparisons: readonly CellComparison[]): Set<string> =>
  new Set(comparisons.flatMap(({ cell, baseline }) => [cellId(cell), cellId(baseline)]));
