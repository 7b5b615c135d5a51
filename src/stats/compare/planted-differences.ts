import { typicalNoise } from '../forecast/pair-noise.ts';
import { predictedPower } from '../forecast/power.ts';
import type { CellComparison } from './compare-pairs.ts';

/** A planted step beside what was to be expected of it. */
export interface PlantedDifference {
  readonly comparison: CellComparison;
  /** Length of the sleep, ms. */
  readonly sleepMs: number;
  /** Sleep ÷ median of the baseline. */
  readonly share: number;
  /**
   * The chance to find it in as many rounds, with as much noise, among as many comparisons; absent where the noise is not
   * known.
   */
  readonly power?: number;
}

/** What was planted, in the order of the comparisons; `sleepMs` is by variant. Without samples there is no entry. */
export function plantedDifferences(
  comparisons: readonly CellComparison[],
  sleepMs: Readonly<Record<string, number>>,
): PlantedDifference[] {
  // Of all of them: the scatter of one is known badly, and half of what the test takes is that of the others.
  const noise = typicalNoise(comparisons.map(({ time }) => time.noise));
  return comparisons.flatMap((comparison) => {
    const { cell, time } = comparison;
    const sleep = sleepMs[`${cell.app}/${cell.strategy}`];
    if (sleep === undefined || time.baselineMedianMs === undefined) return [];
    const share = sleep / time.baselineMedianMs;
    const { samples: rounds, familySize = 1 } = time;
    const power =
      noise === undefined
        ? undefined
        : predictedPower({ effect: share, noise, rounds, comparisons: familySize });
    return [{ comparison, sleepMs: sleep, share, ...(power === undefined ? {} : { power }) }];
  });
}
