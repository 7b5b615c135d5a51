import type { Verdict } from '../../domain/run/comparison.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { smallestP } from './rank-test.ts';

/** The chance of any false difference in a whole family of comparisons, unless told otherwise: 5 %. */
export const usualAlpha = 0.05;

/** A difference of medians below 1 % is none. */
export const usualMinimumEffect = 0.01;

/** What the tests of a family found of one pair, and what the family asks for. */
export interface PairEvidence {
  readonly samples: number;
  readonly baselineSamples: number;
  /** Median ÷ median of the baseline; absent if that is 0. */
  readonly ratio?: number | undefined;
  /** Of the rank test, corrected for the family. */
  readonly adjustedP?: number | undefined;
  /** Pairs of the family with samples on both sides. */
  readonly familySize: number;
  readonly alpha: number;
  /** Relative: 0.01 = a difference below 1 % is none. */
  readonly minimumEffect: number;
}

/**
 * A difference is claimed where both the corrected test and the minimum effect say so, in the direction of the ratio of
 * medians. Where even perfectly separated samples could not pass the first step of Holm's correction, the verdict is how
 * many of each are needed for that.
 */
export function verdict(evidence: PairEvidence): Verdict {
  const { samples, baselineSamples, ratio, adjustedP = 1, familySize, alpha, minimumEffect } = evidence;
  for (const [name, value] of Object.entries(evidence) as [string, number | undefined][])
    refuseNaN(name, value);
  if (samples === 0 || baselineSamples === 0) return { kind: 'none' };
  if (adjustedP <= alpha) {
    // Not |ratio - 1| >= minimumEffect: 1.01 - 1 is a little less than 0.01.
    if (ratio === undefined || ratio === 1) return { kind: 'same' };
    if (ratio >= 1 + minimumEffect) return { kind: 'slower' };
    return ratio <= 1 - minimumEffect ? { kind: 'faster' } : { kind: 'same' };
  }
  const threshold = alpha / familySize;
  if (smallestP(samples, baselineSamples) <= threshold) return { kind: 'same' };
  let needed = 1;
  while (smallestP(needed, needed) > threshold) needed += 1;
  return { kind: 'needs', samples: needed };
}
