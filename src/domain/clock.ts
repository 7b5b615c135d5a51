/** Time is passed in, so that the fake engine can run a whole plan in no time. */
export interface Clock {
  /** Monotonic, ms, for durations. */
  readonly monotonicMs: () => number;
  /** Wall-clock time, for `started_at` only. */
  readonly date: () => Date;
  /** Waits; for polling only. */
  readonly pause: (ms: number) => Promise<void>;
}
