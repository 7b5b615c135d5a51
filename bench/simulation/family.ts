/** Times of one scenario, made up or resampled: of each cell the logarithm of its time in each round. */
export interface Family {
  /** By cell, by round. */
  readonly logs: readonly Float64Array[];
  /** Which cell is held against which. */
  readonly pairs: readonly (readonly [cell: number, baseline: number])[];
}

/** The two ends of an interval. */
export type Ends = readonly [low: number, high: number];

/** A way of judging a family. */
export interface Candidate {
  readonly id: string;
  /** As a table names it. */
  readonly name: string;
  /** Of each pair: whether a difference is claimed, of any size. */
  readonly claims: (family: Family) => Promise<readonly boolean[]>;
  /** 95 % interval of the difference of the logarithms of one pair; absent where another candidate has the same. */
  readonly interval?: (family: Family, pair: number) => Ends | undefined;
}

/** The cell of a pair, and its baseline. */
export function sides({ logs, pairs }: Family, pair: number): readonly [Float64Array, Float64Array] {
  const [cell = 0, baseline = 0] = pairs[pair] ?? [];
  return [logs[cell] ?? new Float64Array(), logs[baseline] ?? new Float64Array()];
}

/** The logarithms of the ratios of a pair, by round. */
export function logRatios(family: Family, pair: number): Float64Array {
  const [cell, baseline] = sides(family, pair);
  return cell.map((value, round) => value - (baseline[round] ?? NaN));
}
