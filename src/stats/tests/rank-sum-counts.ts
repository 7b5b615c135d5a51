import { refuseNaN } from '../refuse-nan.ts';

/**
 * In how many ways `size` of the given ranks (whole numbers from 0) can be picked, by their sum: the null distribution
 * of a rank sum, ties included. Index = sum. Counts above 2^53 are rounded to the precision of a double.
 * Dynamic programming over the ranks: Streitberg & Röhmel, Statistical Software Newsletter 12 (1986) 10-17.
 */
export function rankSumCounts(ranks: readonly number[], size: number): Float64Array {
  refuseNaN('ranks', ranks);
  refuseNaN('size', size);
  const rising = ranks.toSorted((a, b) => a - b);
  /** Index = how many are picked, of the ranks seen so far: the largest sum of those. */
  const largest = new Array<number>(size + 1).fill(0);
  const counts = Array.from(
    largest,
    (_, picked) => new Float64Array(1 + rising.slice(rising.length - picked).reduce((a, b) => a + b, 0)),
  );
  counts[0]?.fill(1);
  rising.forEach((rank, seen) => {
    for (let picked = Math.min(seen + 1, size); picked >= 1; picked -= 1) {
      const [to, from] = [counts[picked], counts[picked - 1]];
      if (to === undefined || from === undefined) continue;
      const fromLargest = largest[picked - 1] ?? 0;
      for (let sum = 0; sum <= fromLargest; sum += 1) {
        to[sum + rank] = (to[sum + rank] ?? 0) + (from[sum] ?? 0);
      }
      largest[picked] = fromLargest + rank;
    }
  });
  return counts[size] ?? new Float64Array();
}
