import { refuseNaN } from './refuse-nan.ts';

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
