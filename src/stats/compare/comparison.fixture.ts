import type { TimeComparison } from '../../domain/run/comparison.ts';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import { exactPair } from './compare-exact.ts';
import type { CellComparison, ExactPairs } from './compare-pairs.ts';

/** go/slim/cold against single-stage: 7 % slower, half as large, unless told otherwise. */
export function comparison(
  cell: Partial<Cell> = {},
  time: Partial<TimeComparison> = {},
  exact: Partial<ExactPairs> = {},
): CellComparison {
  const whole = { app: 'go', strategy: 'slim', scenario: 'cold', ...cell };
  return {
    cell: whole,
    baseline: { ...whole, strategy: 'single-stage' },
    time: {
      ...{ id: cellId(whole), samples: 8, baselineSamples: 8, medianMs: 1605, baselineMedianMs: 1500 },
      ...{ ratio: 1.07, ratioInterval: { low: 1.05, high: 1.09 }, p: 0.001, adjustedP: 0.01 },
      ...{ familySize: 4, verdict: { kind: 'slower' } },
      ...time,
    },
    sizeBytes: exactPair([40_000_000], [80_000_000]),
    layers: exactPair([5], [5]),
    steps: exactPair([4], [4]),
    ...exact,
  };
}
