import { compareExact, type ExactComparison } from './compare-exact.ts';

/** What is exact of a cell and of its baseline, with the values where there is one each. */
export type ExactPair = ExactComparison & {
  readonly value?: number;
  readonly baselineValue?: number;
};

/** Compares and keeps the two values, so that the difference can be said in bytes and counts. */
export function exactPair(values: readonly number[], baseline: readonly number[]): ExactPair {
  const comparison = compareExact(values, baseline);
  const [value] = values;
  const [baselineValue] = baseline;
  return {
    ...comparison,
    ...(isOne(values) && value !== undefined ? { value } : {}),
    ...(isOne(baseline) && baselineValue !== undefined ? { baselineValue } : {}),
  };
}

const isOne = (values: readonly number[]): boolean => new Set(values).size === 1;
