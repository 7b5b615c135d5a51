import { doubledRanks } from '../../../src/stats/tests/rank-test.ts';
import type { RoundStatistic } from '../../../src/stats/tests/round-flips.ts';

const absolute: RoundStatistic['score'] = (sums, scores) =>
  sums.forEach((sum, pair) => (scores[pair] = Math.abs(sum)));

/** The ranks of each pair's own differences, with their signs: Wilcoxon's statistic. */
export const ownRanks = (differences: readonly Float64Array[]): RoundStatistic => ({
  values: differences.map((pair) => {
    const ranks = doubledRanks([...pair.map(Math.abs)]);
    return pair.map((value, round) => Math.sign(value) * (ranks[round] ?? 0));
  }),
  score: absolute,
});

/** The ranks among the differences of all pairs, with their signs. */
export function jointRanks(differences: readonly Float64Array[]): RoundStatistic {
  const ranks = doubledRanks(differences.flatMap((pair) => [...pair.map(Math.abs)]));
  let place = 0;
  return {
    values: differences.map((pair) => pair.map((value) => Math.sign(value) * (ranks[place++] ?? 0))),
    score: absolute,
  };
}
