/** The two ends of a confidence interval, in the unit of what it encloses. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What can be said of a cell against its baseline. `same` is printed as `~`: no difference was shown. */
export type Verdict =
  | { readonly kind: 'faster' | 'slower' }
  | { readonly kind: 'same' }
  /** Too few samples for any verdict: so many are needed of each of the two. */
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
  /** Median ÷ median of the baseline: 1.07 takes 7 % longer. */
  readonly ratio?: number;
  /** 95 % bootstrap interval of the ratio. */
  readonly ratioInterval?: Interval;
  /** Two-sided, of the exact rank test. */
  readonly p?: number;
  /** Corrected for the family by Holm's method. */
  readonly adjustedP?: number;
  readonly verdict: Verdict;
}
