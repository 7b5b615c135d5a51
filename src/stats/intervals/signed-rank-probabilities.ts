import { refuseNaN } from '../refuse-nan.ts';

/**
 * The probability of each sum of the ranks of positive values among `n`, if each is as likely above 0 as below it: the null
 * distribution of Wilcoxon's signed-rank test without ties. Index = sum, 0 to n(n + 1) ÷ 2. Dynamic programming over the
 * ranks, as R's `dsignrank`.
 */
export function signedRankProbabilities(n: number): Float64Array {
  refuseNaN('n', n);
  const probabilities = new Float64Array((n * (n + 1)) / 2 + 1);
  probabilities[0] = 1;
  let largest = 0;
  for (let rank = 1; rank <= n; rank += 1) {
    largest += rank;
    // From above: what a sum gets comes from one that has not changed yet for this rank.
    for (let sum = largest; sum >= 0; sum -= 1) {
      const withRank = sum < rank ? 0 : (probabilities[sum - rank] ?? 0);
      probabilities[sum] = ((probabilities[sum] ?? 0) + withRank) / 2;
    }
  }
  return probabilities;
}
