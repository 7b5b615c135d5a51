import type { Doubt, Interval, Verdict } from '../../domain/run/comparison.ts';
import { refuseNaN } from '../refuse-nan.ts';

/** The chance of any false difference in a whole family of comparisons, unless told otherwise: 5 %. */
export const usualAlpha = 0.05;

/** A difference below 1 % is none. */
export const usualMinimumEffect = 0.01;

/** What the tests of a family found of one pair, and what the family asks for. */
export interface PairEvidence {
  readonly samples: number;
  readonly baselineSamples: number;
  /** Time ÷ time of the baseline; absent if that is 0. */
  readonly ratio?: number | undefined;
  readonly interval?: Interval | undefined;
  readonly p?: number | undefined;
  /** Corrected for the family. */
  readonly adjustedP?: number | undefined;
  readonly alpha: number;
  /** Relative: 0.01 = a difference below 1 % is none. */
  readonly minimumEffect: number;
  /** Where no result could pass: how many samples of each it takes. */
  readonly needed?: number | undefined;
  /** Whether the interval must exclude 1, too: a second look by another method. */
  readonly looksTwice: boolean;
}

/**
 * A difference is claimed where the corrected test, the minimum effect and, if asked for, the interval say so, in the
 * direction of the ratio. Otherwise no difference is shown, and if the test or the interval alone would show one, why not.
 */
export function verdict(evidence: PairEvidence): Verdict {
  const { samples, baselineSamples, ratio, interval, p = 1, adjustedP = 1 } = evidence;
  const { alpha, minimumEffect, needed, looksTwice } = evidence;
  for (const [name, value] of Object.entries({ samples, baselineSamples, ratio, p, adjustedP }))
    refuseNaN(name, value);
  refuseNaN('alpha', alpha);
  refuseNaN('minimumEffect', minimumEffect);
  if (samples === 0 || baselineSamples === 0) return { kind: 'none' };
  const shown = adjustedP <= alpha;
  if (!shown && needed !== undefined) return { kind: 'needs', samples: needed };
  const excludesOne = interval !== undefined && (interval.low > 1 || interval.high < 1);
  if (!shown) return excludesOne ? same(p <= alpha ? 'corrected' : 'disagree') : { kind: 'same' };
  if (looksTwice && !excludesOne) return same('disagree');
  if (ratio === undefined || ratio === 1) return { kind: 'same' };
  // Not |ratio - 1| >= minimumEffect: 1.01 - 1 is a little less than 0.01.
  if (ratio >= 1 + minimumEffect) return { kind: 'slower' };
  return ratio <= 1 - minimumEffect ? { kind: 'faster' } : same('small');
}

const same = (why: Doubt): Verdict => ({ kind: 'same', why });
