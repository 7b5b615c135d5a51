import type { CellComparison } from '../compare/compare-pairs.ts';
import { typicalNoise } from './pair-noise.ts';
import { roundsNeeded } from './power.ts';

/** The difference that a forecast asks for, and the chance of finding it. */
export const sought = { effect: 0.05, power: 0.8 } as const;

/** How many rounds of each cell of a scenario it takes. */
export interface ScenarioNeed {
  readonly scenario: string;
  /** Absent where no number is enough. */
  readonly rounds?: number;
}

/**
 * What it takes to find the sought difference in each scenario of these comparisons, by their median noise. A scenario of which
 * too little is known is left out.
 */
export function scenarioNeeds(comparisons: readonly CellComparison[]): ScenarioNeed[] {
  return [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)].flatMap(([scenario, some]) => {
    const noise = typicalNoise(some.map(({ time }) => time.noise));
    if (noise === undefined) return [];
    const tested = Math.max(...some.map(({ time }) => time.familySize ?? some.length));
    const rounds = roundsNeeded({ ...sought, noise, comparisons: tested });
    return [{ scenario, ...(rounds !== undefined && { rounds }) }];
  });
}
