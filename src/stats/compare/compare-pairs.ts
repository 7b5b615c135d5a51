import type { TimeComparison } from '../../domain/run/comparison.ts';
import { comparedMetrics, type ComparedName } from '../../domain/metrics/compared.ts';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { CellFacts } from '../samples/cell-facts.ts';
import { goodSamples } from '../samples/good-samples.ts';
import { exactPair, type ExactPair } from './compare-exact.ts';
import { compareFamily } from './compare-family.ts';
import { compareRounds } from './compare-rounds.ts';

/** A cell and the one it is held against, which may be of another run. */
export interface CellPair {
  readonly cell: Cell;
  readonly baseline: Cell;
  readonly facts: CellFacts;
  readonly baselineFacts: CellFacts;
}

/** Of each exact metric that is compared, the two values. */
export type ExactPairs = Readonly<Record<ComparedName, ExactPair>>;

/** A cell held against another: its time by samples and verdict, the rest exactly. */
export interface CellComparison extends ExactPairs {
  readonly cell: Cell;
  readonly baseline: Cell;
  readonly time: TimeComparison;
}

/**
 * Compares pairs of cells of one run, round by round; those of one scenario are one family. `breathe` lets others run between the
 * steps of the work.
 */
export async function comparePairsWithin(
  pairs: readonly CellPair[],
  seed: number,
  breathe: () => Promise<void>,
): Promise<CellComparison[]> {
  const roundPairs = pairs.map(({ cell, facts, baselineFacts }) => ({
    ...{ id: cellId(cell), family: cell.scenario },
    ...{ samples: facts.samples, baseline: baselineFacts.samples },
  }));
  return compared(pairs, await compareRounds(roundPairs, { seed }, breathe));
}

/** Compares pairs of cells of two runs, which have no round in common; those of one scenario are one family. */
export async function comparePairsBetween(
  pairs: readonly CellPair[],
  seed: number,
  breathe: () => Promise<void>,
): Promise<CellComparison[]> {
  const times = new Map<CellPair, TimeComparison>();
  for (const family of Map.groupBy(pairs, ({ cell }) => cell.scenario).values()) {
    const samplePairs = family.map(({ cell, facts, baselineFacts }) => ({
      id: cellId(cell),
      samples: facts.samples.map(({ wallMs }) => wallMs),
      baseline: baselineFacts.samples.map(({ wallMs }) => wallMs),
    }));
    const found = await compareFamily(samplePairs, { seed }, breathe);
    found.forEach((time, index) => {
      const pair = family[index];
      if (pair !== undefined) times.set(pair, time);
    });
  }
  return compared(
    pairs,
    pairs.map((pair) => times.get(pair)),
  );
}

const compared = (
  pairs: readonly CellPair[],
  times: readonly (TimeComparison | undefined)[],
): CellComparison[] =>
  pairs.flatMap(({ cell, baseline, facts, baselineFacts }, index) => {
    const time = times[index];
    if (time === undefined) return [];
    return [{ cell, baseline, time, ...exactPairs(facts, baselineFacts) }];
  });

const exactPairs = (of: CellFacts, ofBaseline: CellFacts): ExactPairs =>
  Object.fromEntries(
    comparedMetrics.map(({ name }) => [name, exactPair(of.exact[name], ofBaseline.exact[name])]),
  ) as ExactPairs;

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
