import { errorFunction } from 'simple-statistics';
import { refuseNaN } from '../refuse-nan.ts';

/**
 * P(Z ≤ z) of a standard normal Z, within 1e-7. The function of that name in simple-statistics looks z up in a table
 * of steps of 0.01.
 */
export function normalProbability(z: number): number {
  refuseNaN('z', z);
  return 0.5 + 0.5 * errorFunction(z / Math.SQRT2);
}
