import type { TimeComparison } from '../domain/comparison.ts';
import { cellId, type Cell } from '../domain/plan.ts';
import type { CellFacts } from './cell-facts.ts';
import { exactPair, type ExactPair } from './exact-pair.ts';
import { compareFamily } from './compare-family.ts';

/** A cell and the one it is held against, which may be of another run. */
export interface CellPair {
  readonly cell: Cell;
  readonly baseline: Cell;
  readonly facts: CellFacts;
  readonly baselineFacts: CellFacts;
}

/** A cell held against another: its time by samples and verdict, its size, layers and steps exactly. */
export interface CellComparison {
  readonly cell: Cell;
  readonly baseline: Cell;
  readonly time: TimeComparison;
  readonly sizeBytes: ExactPair;
  readonly layers: ExactPair;
  readonly steps: ExactPair;
}

/** Compares each pair; all of them are one family. `breathe` lets others run between the steps of the bootstrap. */
export async function comparePairs(
  pairs: readonly CellPair[],
  seed: number,
  breathe: () => Promise<void>,
): Promise<CellComparison[]> {
  const times = await compareFamily(
    pairs.map(({ cell, facts, baselineFacts }) => ({
      id: cellId(cell),
      samples: facts.samples.map(({ wallMs }) => wallMs),
      baseline: baselineFacts.samples.map(({ wallMs }) => wallMs),
    })),
    { seed },
    breathe,
  );
  return pairs.flatMap(({ cell, baseline, facts, baselineFacts }, index) => {
    const time = times[index];
    if (time === undefined) return [];
    return [
      {
        ...{ cell, baseline, time },
        sizeBytes: exactPair(facts.sizeBytes, baselineFacts.sizeBytes),
        layers: exactPair(facts.layers, baselineFacts.layers),
        steps: exactPair(facts.steps, baselineFacts.steps),
      },
    ];
  });
}
