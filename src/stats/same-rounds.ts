import type { KeptBuild } from '../record/kept-build.ts';
import type { ImageRow } from '../record/rows.ts';
import type { CellComparison } from './compare-pairs.ts';
import { goodSamples } from './good-samples.ts';

/** Whether every cell and its baseline have samples of the same rounds; undefined where nothing is held against anything. */
export function haveSameRounds(
  comparisons: readonly Pick<CellComparison, 'cell' | 'baseline'>[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): boolean | undefined {
  if (comparisons.length === 0) return undefined;
  const samplesOf = goodSamples(builds, images);
  return comparisons.every(({ cell, baseline }) => {
    const [one, other] = [cell, baseline].map((each) => new Set(samplesOf(each).map(({ round }) => round)));
    return one !== undefined && other !== undefined && one.symmetricDifference(other).size === 0;
  });
}
