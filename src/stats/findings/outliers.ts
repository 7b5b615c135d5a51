import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';
import type { TimedSample } from '../samples/good-samples.ts';

/** With fewer samples the middle is not known well enough to say what is far from it. */
const fewest = 5;

/**
 * The samples of one cell that are far from its others, in input order; to be shown, never removed. Far is more than
 * 3.5 robust standard deviations (1.4826·MAD) from the median, the bound of Iglewicz & Hoaglin, How to Detect and
 * Handle Outliers (1993), and more than 3 % of the median, so that a cell whose builds happen to agree to the
 * millisecond has no outliers of two. None below 5 samples.
 */
export function outliers<T extends TimedSample>(samples: readonly T[]): T[] {
  const times = samples.map(({ wallMs }) => wallMs);
  refuseNaN('samples', times);
  if (samples.length < fewest) return [];
  const middle = median(times);
  const bound = Math.max(3.5 * 1.4826 * medianAbsoluteDeviation(times), 0.03 * middle);
  return samples.filter(({ wallMs }) => Math.abs(wallMs - middle) > bound);
}
