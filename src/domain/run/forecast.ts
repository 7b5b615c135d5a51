/** What visits cost, learned from rows; ms, with everything a visit does beside its build. */
export interface VisitCosts {
  /** By cell. */
  readonly cells: ReadonlyMap<string, number>;
  /** By variant: the untimed build that opens a chain without a cold one. */
  readonly primes: ReadonlyMap<string, number>;
  /** One build of the control. */
  readonly controlMs: number;
  /** What comes once in a run: the starts and the reading of images. */
  readonly onceMs: number;
  /** By cell: how far its times scatter, relative to their median; 0.03 = 3 %. */
  readonly noise: ReadonlyMap<string, number>;
}

/** What is expected of a cell. */
export interface CellForecast {
  readonly cell: string;
  readonly rounds: number;
  /** One visit; ms. */
  readonly visitMs: number;
  /** Half of the 95 % interval, relative to the median; absent where too few samples are planned for one. */
  readonly halfWidth?: number;
}

/** Builds of one kind, and what all of them take together; ms. */
export interface BuildsTime {
  readonly builds: number;
  readonly ms: number;
}

/** What the time of a plan consists of. */
export interface PlanTime {
  readonly measured: BuildsTime;
  /** The untimed builds that open chains without a cold one. */
  readonly primes: BuildsTime;
  readonly control: BuildsTime;
  /** What comes once in a run: the starts and the reading of images; ms. */
  readonly onceMs: number;
}

/** How a time budget was shared out, and where its costs were known from. */
export interface BudgetForecast {
  /** `round 1`, or the run they were taken from. */
  readonly basis: string;
  readonly budgetMs: number;
  readonly expectedMs: number;
  /** What that consists of. */
  readonly time?: PlanTime;
  readonly cells: readonly CellForecast[];
  /** Absent where nothing is compared. */
  readonly verdicts?: VerdictForecast;
}

/** How many comparisons get enough rounds for a verdict. */
interface VerdictForecast {
  readonly comparisons: number;
  readonly reached: number;
  /** It takes so many rounds of both cells. */
  readonly rounds: number;
  /** The budget with which all of them get there, where it is not enough; ms. */
  readonly allMs?: number;
}
