import { cellId } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { CellComparison } from '../compare/compare-pairs.ts';
import { goodSamples } from '../samples/good-samples.ts';
import { samplesToFind, typicalNoise } from './samples-to-find.ts';

/** The difference that a forecast asks for, and the chance of finding it. */
export const sought = { effect: 0.05, power: 0.8 } as const;

/** The spread of fewer samples is too uncertain for a forecast: that of 3 is a fifth too small. */
const forecastFrom = 5;

/** How many samples of each cell of a scenario it takes. */
export interface ScenarioNeed {
  readonly scenario: string;
  /** Absent where no number is enough. */
  readonly samples?: number;
}

/**
 * What it takes to find the sought difference in each scenario of these comparisons, by the median noise of their cells. A
 * scenario of which too little is known is left out. `familySize`: of all comparisons that were tested together.
 */
export function scenarioNeeds(
  comparisons: readonly CellComparison[],
  familySize: number,
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): ScenarioNeed[] {
  const samplesOf = goodSamples(builds, images);
  return [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)].flatMap(([scenario, some]) => {
    const cells = new Map(
      some.flatMap(({ cell, baseline }) => [cell, baseline]).map((cell) => [cellId(cell), cell]),
    );
    const times = [...cells.values()].map((cell) => samplesOf(cell).map(({ wallMs }) => wallMs));
    const noise = typicalNoise(times.filter(({ length }) => length >= forecastFrom));
    if (noise === undefined) return [];
    const samples = samplesToFind(sought.effect, noise, familySize, sought.power);
    return [{ scenario, ...(samples !== undefined && { samples }) }];
  });
}
