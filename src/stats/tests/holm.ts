import { refuseNaN } from '../refuse-nan.ts';

/**
 * P-values of one family of tests, adjusted for their number, in input order: rejecting those ≤ α keeps the probability
 * of any false rejection ≤ α, however the tests depend on each other. Step-down: the k-th smallest of m is multiplied
 * with m − k + 1, never below the one before it, at most 1 (Holm, Scandinavian Journal of Statistics 6 (1979) 65-70;
 * R's `p.adjust(method = "holm")`).
 */
export function holm(ps: readonly number[]): number[] {
  refuseNaN('ps', ps);
  const adjusted = new Array<number>(ps.length).fill(1);
  let floor = 0;
  [...ps.entries()]
    .sort(([, one], [, other]) => one - other)
    .forEach(([index, p], rank) => {
      floor = Math.min(1, Math.max(floor, p * (ps.length - rank)));
      adjusted[index] = floor;
    });
  return adjusted;
}
