import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { relativeNoise } from '../forecast/interval-forecast.ts';
import { predictedPower } from '../forecast/power.ts';
import { cellFacts } from '../samples/cell-facts.ts';
import { usualAlpha } from '../tests/verdict.ts';
import type { CellComparison } from './compare-pairs.ts';

/** A planted step beside what was to be expected of it. */
export interface PlantedDifference {
  readonly comparison: CellComparison;
  /** Length of the sleep, ms. */
  readonly sleepMs: number;
  /** Sleep ÷ median of the baseline. */
  readonly share: number;
  /**
   * The chance to find it with as many samples and as much noise, in a family as large; the first step of Holm's method is
   * taken, so that it is a lower bound.
   */
  readonly power: number;
}

/** What was planted, in the order of the comparisons; `sleepMs` is by variant. Without samples there is no entry. */
export function plantedDifferences(
  comparisons: readonly CellComparison[],
  sleepMs: Readonly<Record<string, number>>,
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): PlantedDifference[] {
  const facts = cellFacts(builds, images);
  return comparisons.flatMap((comparison) => {
    const { cell, baseline, time } = comparison;
    const sleep = sleepMs[`${cell.app}/${cell.strategy}`];
    const noise = relativeNoise(facts(baseline).samples.map(({ wallMs }) => wallMs));
    if (sleep === undefined || noise === undefined || time.baselineMedianMs === undefined) return [];
    const share = sleep / time.baselineMedianMs;
    const samples = Math.min(time.samples, time.baselineSamples);
    const power = predictedPower({ effect: share, noise, samples, alpha: usualAlpha / comparisons.length });
    return [{ comparison, sleepMs: sleep, share, power }];
  });
}
