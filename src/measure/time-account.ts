import type { Clock } from '../domain/clock.ts';
import type { TimeSpent } from '../domain/run/run.ts';

/** Adds up the time of each kind of work. */
export class TimeAccount {
  readonly #clock: Clock;
  readonly #spent: { -readonly [Kind in keyof TimeSpent]-?: number };

  /** `before` is what earlier sessions have spent. */
  constructor(
    clock: Clock,
    before: TimeSpent = { builds: 0, starts: 0, inspections: 0, cleaning: 0, extras: 0 },
  ) {
    this.#clock = clock;
    this.#spent = { ...before, extras: before.extras ?? 0 };
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
