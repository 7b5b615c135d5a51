/** What the statistics need of a built sample: when it was taken and how long it took. */
export interface TimedSample {
  /** From 1. */
  readonly round: number;
  /** Above 0. */
  readonly wallMs: number;
}
