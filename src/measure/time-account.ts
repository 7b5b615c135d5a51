import type { Clock } from '../domain/clock.ts';
import type { TimeSpent } from '../domain/run.ts';

/** Adds up the time of each kind of work. */
export class TimeAccount {
  readonly #clock: Clock;
  readonly #spent = { builds: 0, starts: 0, inspections: 0, cleaning: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async charge<T>(kind: keyof TimeSpent, work: () => Promise<T>): Promise<T> {
    const started = this.#clock.monotonicMs();
    try {
      return await work();
    } finally {
      this.#spent[kind] += this.#clock.monotonicMs() - started;
    }
  }

  get spent(): TimeSpent {
    return { ...this.#spent };
  }
}
