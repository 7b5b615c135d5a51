import type { ExtraId } from '../image/extras.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../metrics/files.ts';
import type { Interval } from '../run/comparison.ts';
import type { Cell, Variant } from '../run/plan.ts';

/**
 * A sentence that people say about builds, and what decides it. One file each, `bench/claims/<id>.ts`; `npm run docs` registers it.
 * What it needs is built by `npm run bench -- --suite claims --claims <id>`, and `stagebench claims` judges it from the rows.
 */
export interface Claim {
  /** `A1` to `A18` of the article, `F1` to `F10` of folklore. */
  readonly id: string;
  /** Its place in lists, from 1. */
  readonly order: number;
  /** In our words. */
  readonly says: string;
  /** Where it is made. */
  readonly madeIn: string;
  /** The metric that decides it, in which scenario, as people read it. */
  readonly measuredBy: string;
  readonly needs: readonly [ClaimBuilds, ...ClaimBuilds[]];
  /** What must show no effect, and why it would. */
  readonly control: string;
  /** When it is supported, not supported, or depends: in words, with the limits that `decide` has. */
  readonly rule: string;
  /**
   * The rule. What it asks of `evidence` was built and measured: where it was not, the claim is not decided, and `decide`
   * does not come to its end.
   */
  readonly decide: (evidence: Evidence) => Ruling;
  /** The sentence for each outcome; `{name}` is filled from `words` of the ruling. */
  readonly sentences: Readonly<Record<Verdict, string>>;
  /** It is about Alpine: on a stand-in with glibc it does not apply. */
  readonly isAboutAlpine?: true;
}

export const verdicts = ['supported', 'not-supported', 'depends', 'not-decided', 'does-not-apply'] as const;

export type Verdict = (typeof verdicts)[number];

/** Variants that a claim needs: sample strategies or twins of experiments, by their ids, each of each of these apps. */
export interface ClaimBuilds {
  readonly apps: readonly string[];
  readonly strategies: readonly string[];
  readonly scenarios: readonly string[];
  /** How often each cell is built. 1 if absent, which is enough for sizes and steps; an interval of a time takes 6. */
  readonly rounds?: number;
  /** What is measured of its images beside what always is: `transfer` pushes and pulls them, `reproduction` builds them again. */
  readonly extras?: readonly ExtraId[];
  /** The rule comes to its end without the extras, too: with `--quick` they are left out. */
  readonly mayLackExtras?: true;
}

/** A number with what is known of how sure it is. */
export interface Figure {
  /** What it is of: `node: multi-stage ÷ single-stage`. */
  readonly what: string;
  /** `ratio`: how many times as much. `number`: anything without unit, such as a correlation. */
  readonly unit: 'bytes' | 'ms' | 'count' | 'ratio' | 'share' | 'number';
  readonly value: number;
  /** Of 95 %. Absent where the value is exact, and where there were too few samples. */
  readonly interval?: Interval;
  /** How many samples are behind it; absent where it is exact. */
  readonly samples?: number;
}

/** What a rule has found. */
export interface Ruling {
  /** `not-decided`: there are numbers, and they do not suffice; `words.why` says what is missing. */
  readonly verdict: Verdict;
  /** The first one stands in the table of all claims. */
  readonly figures: readonly [Figure, ...Figure[]];
  /** What the control showed. */
  readonly control: readonly [Figure, ...Figure[]];
  /** Whether the control showed no effect. If it showed one, the claim is not decided. */
  readonly isControlQuiet: boolean;
  /** Fill the sentence. */
  readonly words?: Readonly<Record<string, string>>;
  /** What would decide it, where it is not decided. */
  readonly takes?: string;
}

/**
 * What a rule may ask. All of one comparison is of one machine. A question that the rows do not answer ends the rule: the claim is not
 * decided, and the reader is told what is missing, or which step failed.
 */
export interface Evidence {
  /** Of a variant that was built and works. */
  readonly image: (variant: Variant) => ImageRow;
  /** A value of an image, and its name where it is empty: `fact(of, 'pull time', (row) => row.pull_empty_ms)`. */
  readonly fact: (variant: Variant, what: string, of: (row: ImageRow) => number | undefined) => number;
  readonly layers: (variant: Variant) => readonly LayerRow[];
  /** The last build of a cell that counts. */
  readonly build: (cell: Cell) => BuildRow;
  /** Of that build. */
  readonly steps: (cell: Cell) => readonly StepRow[];
  /** Median time of a build, with its interval. */
  readonly time: (cell: Cell, what: string) => Figure;
  /** The same of another time of the rows, such as `solve_ms`. */
  readonly median: (cell: Cell, what: string, of: (row: BuildRow) => number | undefined) => Figure;
  /** Median time of a cell ÷ that of another, of the rounds in which both were measured. */
  readonly timeRatio: (cell: Cell, baseline: Cell, what: string) => Figure;
  /** How a variant came out, where failing is an answer (`mayFail` of its twin). */
  readonly ending: (variant: Variant) => Ending;
}

export type Ending =
  | { readonly state: 'built' }
  /** `reason` names the step, or what the app answered. */
  | { readonly state: 'failed'; readonly reason: string };
