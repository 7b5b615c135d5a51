import { refuseNaN } from './refuse-nan.ts';

/** Twice the rank of every value, in input order: whole numbers even where ties share the mean of their ranks. */
export function doubledRanks(values: readonly number[]): number[] {
  refuseNaN('values', values);
  const order = [...values.keys()].sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  const ranks = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1] ?? 0] === values[order[first] ?? 0]) last += 1;
    for (const index of order.slice(first, last + 1)) ranks[index] = first + last + 2;
    first = last + 1;
  }
  return ranks;
}
