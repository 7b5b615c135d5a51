import { median } from 'simple-statistics';
import type { Pair, TimeComparison } from '../../domain/run/comparison.ts';
import { ratioInterval } from '../intervals/ratio-interval.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { rankTest, smallestP } from '../tests/rank-test.ts';
import { usualAlpha, usualMinimumEffect, verdict } from '../tests/verdict.ts';

export interface FamilyOptions {
  /** 32-bit integer: the same seed and pair give the same interval, whatever else is in the family. */
  readonly seed: number;
  /** Probability of any false difference in the whole family; 0.05 unless told. */
  readonly alpha?: number;
  /** Relative: a smaller difference of medians is none; 0.01 = 1 % unless told. */
  readonly minimumEffect?: number;
  /** Of each bootstrap; 2000 unless told. They do not touch the verdicts. */
  readonly resamples?: number;
}

/**
 * Compares every cell with its baseline of another run, in input order: ratio of medians with a bootstrap interval, exact rank test
 * corrected by Holm's method for all pairs with samples on both sides, and the verdict. `breathe` is awaited after the
 * work on each pair, some ms at most, so that the caller can let timers run.
 */
export async function compareFamily(
  pairs: readonly Pair[],
  { seed, alpha = usualAlpha, minimumEffect = usualMinimumEffect, resamples = 2000 }: FamilyOptions,
  breathe: () => Promise<void> = async () => {},
): Promise<TimeComparison[]> {
  refuseNaN('alpha', alpha);
  refuseNaN('minimumEffect', minimumEffect);
  const compared: Omit<TimeComparison, 'adjustedP' | 'familySize' | 'verdict'>[] = [];
  for (const pair of pairs) {
    compared.push(comparePair(pair, { seed: seed ^ hash(pair.id), resamples }));
    await breathe();
  }
  const tested = compared.flatMap(({ p }, index) => (p === undefined ? [] : [{ index, p }]));
  const adjusted = holm(tested.map(({ p }) => p));
  const adjustedOf = new Map(tested.map(({ index }, place) => [index, adjusted[place]]));
  return compared.map((comparison, index) => {
    const adjustedP = adjustedOf.get(index);
    const { samples, baselineSamples, ratioInterval: interval } = comparison;
    const needed = samplesForVerdict(samples, baselineSamples, alpha / tested.length);
    return {
      ...comparison,
      ...(adjustedP === undefined ? {} : { adjustedP, familySize: tested.length }),
      verdict: verdict({
        ...{ ...comparison, interval, adjustedP, alpha, minimumEffect, needed, looksTwice: false },
      }),
    };
  });
}

/** Where even perfectly separated samples could not pass the first step of Holm's method: how many of each it takes. */
function samplesForVerdict(samples: number, baselineSamples: number, threshold: number): number | undefined {
  if (smallestP(samples, baselineSamples) <= threshold) return undefined;
  let needed = 1;
  while (smallestP(needed, needed) > threshold) needed += 1;
  return needed;
}

function comparePair(
  { id, samples, baseline }: Pair,
  bootstrap: { readonly seed: number; readonly resamples: number },
): Omit<TimeComparison, 'adjustedP' | 'familySize' | 'verdict'> {
  refuseNaN(`samples of ${id}`, samples);
  refuseNaN(`baseline of ${id}`, baseline);
  const medianMs = samples.length === 0 ? undefined : median(samples);
  const baselineMedianMs = baseline.length === 0 ? undefined : median(baseline);
  const both = medianMs !== undefined && baselineMedianMs !== undefined;
  const interval = ratioInterval(samples, baseline, bootstrap);
  return {
    ...{ id, samples: samples.length, baselineSamples: baseline.length },
    ...(medianMs === undefined ? {} : { medianMs }),
    ...(baselineMedianMs === undefined ? {} : { baselineMedianMs }),
    ...(both && baselineMedianMs > 0 ? { ratio: medianMs / baselineMedianMs } : {}),
    ...(interval === undefined ? {} : { ratioInterval: interval }),
    ...(both ? { p: rankTest(samples, baseline).p } : {}),
  };
}

/** FNV-1a over the code units, to 32 bits. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    value = Math.imul(value ^ id.charCodeAt(index), 0x01000193);
  }
  return value;
}

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
