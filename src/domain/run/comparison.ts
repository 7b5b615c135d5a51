/** The two ends of a confidence interval, in the unit of what it encloses. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Why no difference is claimed where the test or the interval alone would show one. `corrected`: among so many comparisons
 * it is no longer unlikely. `small`: it is below the minimum effect. `disagree`: the test shows it and the interval does not, or the
 * other way round.
 */
export type Doubt = 'corrected' | 'small' | 'disagree';

/** What can be said of a cell against its baseline. `same` is printed as `~`: no difference was shown. */
export type Verdict =
  | { readonly kind: 'faster' | 'slower' }
  | { readonly kind: 'same'; readonly why?: Doubt }
  /** Too few samples for any verdict: so many are needed of each of the two; within a run, so many rounds. */
  | { readonly kind: 'needs'; readonly samples: number }
  /** One of the two has no samples at all. */
  | { readonly kind: 'none' };

/** The samples of one cell and of the one it is held against; times in ms. */
export interface Pair {
  readonly id: string;
  readonly samples: readonly number[];
  readonly baseline: readonly number[];
}

/** How a cell compares with its baseline in time. Every number is absent where the samples do not give it. */
export interface TimeComparison {
  readonly id: string;
  readonly samples: number;
  readonly baselineSamples: number;
  readonly medianMs?: number;
  readonly baselineMedianMs?: number;
  /**
   * 1.07 takes 7 % longer. Within a run: the typical ratio of a round (Hodges-Lehmann). Between two runs: median ÷ median of the
   * baseline.
   */
  readonly ratio?: number;
  /** 95 % interval of the ratio. */
  readonly ratioInterval?: Interval;
  /** Two-sided. Within a run: by flipping rounds. Between two runs: of the exact rank test. */
  readonly p?: number;
  /** Corrected for the family: within a run by step-down maxima, between two runs by Holm's method. */
  readonly adjustedP?: number;
  /** Comparisons of the family, which are corrected together: within a run those of one scenario. */
  readonly familySize?: number;
  /** Robust standard deviation of the logarithm of the ratio of a round; within a run, from 5 rounds on. */
  readonly noise?: number;
  /** Rounds of both that do not count, because one of the two took 0 ms, of which there is no logarithm. */
  readonly zeroRounds?: number;
  readonly verdict: Verdict;
}
