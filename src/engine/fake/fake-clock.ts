import type { Clock } from '../../domain/clock.ts';

/** Time that passes only when it is told to. Starts at a fixed date, so that what is written with it can be compared. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #epoch: number;

  constructor(epoch = Date.UTC(2026, 0, 1)) {
    this.#epoch = epoch;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  readonly monotonicMs = (): number => this.#now;
  readonly date = (): Date => new Date(this.#epoch + this.#now);
  readonly pause = (ms: number): Promise<void> => {
    this.advance(ms);
    return Promise.resolve();
  };
}
