import { mean, sampleStandardDeviation } from 'simple-statistics';
import { pairedShift } from '../intervals/paired-shift.ts';
import { studentTail } from './student-tail.ts';

/** Times of one round, in ms, above 0: built as it was, and as it is now. */
export type Pair = readonly [before: number, after: number];

/** What builds of two states, taken in turns on one machine, say about them. */
export interface SideBySide {
  readonly pairs: number;
  /** After ÷ before: the Hodges-Lehmann centre of the ratios. */
  readonly ratio: number;
  /** How often chance alone gives a mean that lies so far on this side: Student's t of the logs of the ratios. */
  readonly p: number;
  readonly verdict: 'slower' | 'faster' | 'alike';
}

/** One series in 500 that is asked says so by chance. */
const largestP = 0.002;
const smallestShift = Math.log(1.03);
/** Fewer pairs cannot reach `largestP` with any scatter that builds have. */
export const fewestPairs = 5;

/**
 * Decides whether what is built now takes longer than what was built before: the rule of section 4 of the detector's decisions, a
 * one-sided t of paired logs with p ≤ 0.002, and a ratio of 3 % or more. Undefined with fewer than five pairs.
 */
export function sideBySide(pairs: readonly Pair[]): SideBySide | undefined {
  if (pairs.length < fewestPairs) return undefined;
  const logs = pairs.map(([before, after]) => Math.log(after / before));
  const shift = pairedShift(logs)?.estimate ?? NaN;
  const scatter = sampleStandardDeviation(logs);
  const middle = mean(logs);
  const t =
    scatter === 0 ? (middle === 0 ? 0 : Infinity) : (Math.abs(middle) / scatter) * Math.sqrt(logs.length);
  const p = studentTail(t, logs.length - 1);
  const isSure = p <= largestP && Math.abs(shift) >= smallestShift;
  return {
    ...{ pairs: pairs.length, ratio: Math.exp(shift), p },
    verdict: isSure ? (shift > 0 ? 'slower' : 'faster') : 'alike',
  };
}
