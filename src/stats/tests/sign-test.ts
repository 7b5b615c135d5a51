import { binomialDistribution, sum } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';

/** How many ratios are above 1 and below it; ties are left out. */
export interface SignTest {
  readonly above: number;
  readonly below: number;
  /** Two-sided, exact. */
  readonly p: number;
}

/**
 * Whether ratios lean to one side of 1, each too little to be found by itself: the sign test (Dixon & Mood, Journal of the
 * American Statistical Association 41 (1946) 557-566) over all of them.
 */
export function signTest(ratios: readonly number[]): SignTest {
  refuseNaN('ratios', ratios);
  const above = ratios.filter((ratio) => ratio > 1).length;
  const below = ratios.filter((ratio) => ratio < 1).length;
  const tosses = binomialDistribution(above + below, 0.5) ?? [];
  const tail = sum(tosses.slice(0, Math.min(above, below) + 1));
  return { above, below, p: above === below ? 1 : Math.min(1, 2 * tail) };
}
