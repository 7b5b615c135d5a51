import { refuseNaN } from '../refuse-nan.ts';
import type { RoundStatistic } from './round-flips.ts';

/**
 * How far each pair is from no difference: Student's t of its differences, with a scatter of which half is the pair's own
 * variance and half the median of all pairs'. The variance of a handful of values is small by chance; a shared part steadies it
 * (Tusher, Tibshirani & Chu, PNAS 98 (2001) 5116-5121). `own`: the part that is the pair's own, 0 to 1. A difference that is
 * `undefined` is of a round that the pair lacks; each pair needs two.
 */
export function moderatedT(
  differences: readonly (readonly (number | undefined)[])[],
  own = 0.5,
): RoundStatistic {
  refuseNaN('own', own);
  differences.forEach((pair, index) =>
    refuseNaN(
      `differences of pair ${index}`,
      pair.filter((value) => value !== undefined),
    ),
  );
  const values = differences.map((pair) => Float64Array.from(pair, (value) => value ?? 0));
  const counts = differences.map((pair) => pair.filter((value) => value !== undefined).length);
  const squares = values.map((pair) => pair.reduce((sum, value) => sum + value ** 2, 0));
  const variances = new Float64Array(values.length);
  return {
    values,
    score: (sums, scores) => {
      squares.forEach((square, pair) => {
        const n = counts[pair] ?? 0;
        const variance = (square - (sums[pair] ?? 0) ** 2 / n) / (n - 1);
        // Equal differences leave a rest of rounding, from which no score can be told.
        variances[pair] = Math.max(variance, square * 1e-12);
      });
      const shared = (1 - own) * middleOf(variances);
      sums.forEach((sum, pair) => {
        const variance = own * (variances[pair] ?? 0) + shared;
        scores[pair] = sum === 0 ? 0 : Math.abs(sum) / Math.sqrt((counts[pair] ?? 0) * variance);
      });
    },
  };
}

function middleOf(values: Float64Array): number {
  const rising = values.toSorted();
  const n = rising.length;
  return ((rising[(n - 1) >> 1] ?? NaN) + (rising[n >> 1] ?? NaN)) / 2;
}
