import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { Plan } from '../domain/run/plan.ts';
import { commonPlanned, replan, roundsOfCells } from './plan.ts';

/** Who gets more rounds. */
interface Takers {
  /** Whether a cell gets more at all; all do unless told. */
  readonly takes?: (cell: string) => boolean;
  /** Comparisons, each by the ids of its two cells: of them rounds count in which both are measured. */
  readonly pairs?: readonly (readonly [string, string])[];
}

/**
 * The plan with as many rounds behind its last one as it takes until each cell has `rounds` in all, and each pair has as many in
 * common; undefined if they have. What is there stays as it is. (Rounds are added behind the last one, not into earlier ones: a
 * round is a time in which the machine was in one state. So where one of a pair has fewer than the other, both go on.)
 */
export function withMoreRounds(
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
  rounds: number,
  { takes = () => true, pairs = [] }: Takers = {},
): Plan | undefined {
  const further = new Map(
    [...roundsOfCells(plan)].map(([cell, has]) => [cell, takes(cell) ? Math.max(0, rounds - has) : 0]),
  );
  const common = commonPlanned(plan);
  for (const pair of pairs.filter((cells) => cells.every(takes)))
    for (const cell of pair) further.set(cell, Math.max(further.get(cell) ?? 0, rounds - common(...pair)));
  if (Math.max(0, ...further.values()) === 0) return undefined;
  return replan(plan, scenarios, further, plan.rounds);
}
