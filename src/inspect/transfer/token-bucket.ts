import type { Clock } from '../../domain/clock.ts';
import { transferEstimateMs } from './estimate.ts';

/** Credit for idle time, in ms: a timer that rings late costs no rate, and no more than this is ever sent at once. */
const burstMs = 20;

/**
 * A token bucket (https://en.wikipedia.org/wiki/Token_bucket), kept as the time at which everything booked so far will
 * have passed a line of the given rate. It is empty at first; all who share it share the rate.
 */
export class TokenBucket {
  readonly #bitsPerSecond: number;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #bookedUntil: number;

  constructor(bitsPerSecond: number, clock: Pick<Clock, 'monotonicMs'>) {
    this.#bitsPerSecond = bitsPerSecond;
    this.#clock = clock;
    this.#bookedUntil = clock.monotonicMs();
  }

  /** Books so many bytes, and gives the ms until the last of them may have arrived. */
  take(bytes: number): number {
    const now = this.#clock.monotonicMs();
    const begin = Math.max(this.#bookedUntil, now - burstMs);
    this.#bookedUntil = begin + transferEstimateMs(bytes, this.#bitsPerSecond);
    return Math.max(0, this.#bookedUntil - now);
  }
}
