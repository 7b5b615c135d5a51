import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { cellId, type Plan } from '../domain/run/plan.ts';
import { replan, roundsOfCells } from './plan.ts';

/**
 * The plan with as many rounds behind its last one as it takes until each cell has `rounds` in all; undefined if every cell has
 * them. What is there stays as it is. `takes`: whether a cell gets more at all. (Rounds are added behind the last one, not into
 * earlier ones: a round is a time in which the machine was in one state.)
 */
export function withMoreRounds(
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
  rounds: number,
  takes: (cell: string) => boolean = () => true,
): Plan | undefined {
  const has = roundsOfCells(plan);
  const further = new Map(
    plan.cells
      .map(cellId)
      .map((cell) => [cell, takes(cell) ? Math.max(0, rounds - (has.get(cell) ?? 0)) : 0]),
  );
  if (Math.max(0, ...further.values()) === 0) return undefined;
  return replan(plan, scenarios, further, plan.rounds);
}
