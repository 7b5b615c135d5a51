import { refuseNaN } from '../refuse-nan.ts';

/**
 * How often Student's t of `freedom` degrees (a whole number, from 1) lies above `t` by chance: 0 to 1. The finite sums of Abramowitz &
 * Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */
export function studentTail(t: number, freedom: number): number {
  refuseNaN('t', t);
  if (!Number.isInteger(freedom) || freedom < 1) throw new RangeError(`no degrees of freedom: ${freedom}`);
  if (t === Infinity || t === -Infinity) return t > 0 ? 0 : 1;
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const between = freedom % 2 === 1 ? oddShare(angle, freedom) : evenShare(angle, freedom);
  // Rounding may take the share a little beyond 1.
  const beyond = Math.max(0, (1 - between) / 2);
  return t >= 0 ? beyond : 1 - beyond;
}

/** The share that lies between -t and t. */
function oddShare(angle: number, freedom: number): number {
  const cosine = Math.cos(angle);
  let term = cosine;
  let sum = freedom === 1 ? 0 : term;
  for (let step = 3; step <= freedom - 2; step += 2) {
    term *= ((step - 1) / step) * cosine ** 2;
    sum += term;
  }
  return (2 / Math.PI) * (angle + Math.sin(angle) * sum);
}

function evenShare(angle: number, freedom: number): number {
  const cosine = Math.cos(angle);
  let term = 1;
  let sum = 1;
  for (let step = 2; step <= freedom - 2; step += 2) {
    term *= ((step - 1) / step) * cosine ** 2;
    sum += term;
  }
  return Math.sin(angle) * sum;
}
