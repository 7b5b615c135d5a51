import { median } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';

/**
 * The value of a night of so many samples, above 0: their Hodges-Lehmann centre, the median of the means of all pairs, each sample
 * with itself included. Undefined without samples.
 */
export function nightValue(samples: readonly number[]): number | undefined {
  refuseNaN('samples', samples);
  if (samples.length === 0) return undefined;
  return median(samples.flatMap((one, index) => samples.slice(index).map((other) => (one + other) / 2)));
}
