import { refuseNaN } from '../refuse-nan.ts';

/** How an exact metric (bytes, layers, steps) compares with its baseline. */
export type ExactComparison =
  | {
      readonly kind: 'equal' | 'smaller' | 'larger';
      /** Value ÷ value of the baseline; absent if that is 0. */
      readonly ratio?: number;
    }
  /** One side came out differently when it was repeated: its different values, rising. */
  | {
      readonly kind: 'not-reproducible';
      readonly side: 'cell' | 'baseline';
      readonly values: readonly number[];
    }
  /** One of the two was not measured. */
  | { readonly kind: 'none' };

/** Compares what has one value, however often it is measured: no test and no interval. */
export function compareExact(values: readonly number[], baseline: readonly number[]): ExactComparison {
  refuseNaN('values', values);
  refuseNaN('baseline', baseline);
  const [value] = values;
  const [reference] = baseline;
  if (value === undefined || reference === undefined) return { kind: 'none' };
  for (const [side, measured] of [['cell', values] as const, ['baseline', baseline] as const]) {
    const different = [...new Set(measured)].sort((a, b) => a - b);
    if (different.length > 1) return { kind: 'not-reproducible', side, values: different };
  }
  return {
    kind: value === reference ? 'equal' : value < reference ? 'smaller' : 'larger',
    ...(reference === 0 ? {} : { ratio: value / reference }),
  };
}

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
