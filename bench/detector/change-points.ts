import { mean, standardDeviation } from 'simple-statistics';
import { studentTail } from '../../src/stats/trend/student-tail.ts';

/** From this value on a series has another level. */
export interface ChangePoint {
  /** Of the first value at the new level. */
  readonly place: number;
  /** Means of the values since the change point before, and up to the next one. */
  readonly before: number;
  readonly after: number;
  /** Two-sided, of Student's t. */
  readonly p: number;
}

/** Defaults of Apache Otava. */
const window = 50;
const largestP = 0.001;
/** What is found at first, and held against all that is found beside it. */
const largestWeakP = 10 * largestP;

/**
 * Change points of a series, as Apache Otava finds them: E-divisive (Matteson & James, https://arxiv.org/abs/1306.4933) in windows that
 * overlap by half, with a t test, and with weak change points that are taken back one by one (Fleming et al., Hunter,
 * https://arxiv.org/abs/2301.03034). `known` keeps what full windows have, by their first place: a series that grows is asked again and
 * again.
 */
export function changePoints(
  values: readonly number[],
  known = new Map<number, readonly number[]>(),
): ChangePoint[] {
  const places = new Set<number>();
  for (let from = 0; from < values.length;) {
    const to = Math.min(from + window, values.length);
    const found = known.get(from) ?? placesIn(values.slice(from, to)).map((place) => from + place);
    if (to - from === window) known.set(from, found);
    for (const place of found) places.add(place);
    from = Math.max(from + window / 2, found.at(-1) ?? 0);
  }
  return withoutWeak(
    values,
    [...places].toSorted((one, other) => one - other),
  );
}

/** Of one window, in their order: where it falls apart most clearly, again and again, as long as a t test agrees. */
function placesIn(values: readonly number[]): number[] {
  const places: number[] = [];
  let parts = [{ from: 0, to: values.length, split: bestSplit(values) }];
  for (;;) {
    const [clearest] = parts.toSorted((one, other) => other.split.divergence - one.split.divergence);
    if (clearest === undefined) break;
    const { from, to } = clearest;
    const place = from + clearest.split.place;
    if (!(changeAt(values, from, place, to).p <= largestWeakP)) break;
    places.push(place);
    const halves = [
      { from, to: place },
      { from: place, to },
    ].map((half) => ({ ...half, split: bestSplit(values.slice(half.from, half.to)) }));
    parts = [...parts.filter((part) => part !== clearest), ...halves].toSorted(
      (one, other) => one.from - other.from,
    );
  }
  return places.toSorted((one, other) => one - other);
}

/**
 * Where what lies before diverges most from what follows, up to any end. The divergence is how far values lie from those on the other
 * side, without how far they lie from each other: of n values before and m behind n m / (n + m) times the means of the distances.
 */
export function bestSplit(values: readonly number[]): {
  readonly place: number;
  readonly divergence: number;
} {
  const { length } = values;
  // By value: how far it lies from all before the split, and from all before itself.
  const toLeft = new Float64Array(length);
  const toAll = values.map((value, place) => {
    let sum = 0;
    for (let other = 0; other < place; other += 1) sum += Math.abs(value - (values[other] ?? NaN));
    return sum;
  });
  let best = { place: 0, divergence: -Infinity };
  let left = 0;
  for (let place = 1; place < length; place += 1) {
    const newest = values[place - 1] ?? NaN;
    left += toAll[place - 1] ?? NaN;
    let across = 0;
    let right = 0;
    for (let last = place; last < length; last += 1) {
      const far = (toLeft[last] ?? NaN) + Math.abs((values[last] ?? NaN) - newest);
      toLeft[last] = far;
      across += far;
      right += (toAll[last] ?? NaN) - far;
      const behind = last - place + 1;
      const divergence =
        (2 / (place + behind)) *
        (across -
          (place > 1 ? (behind * left) / (place - 1) : 0) -
          (behind > 1 ? (place * right) / (behind - 1) : 0));
      if (divergence > best.divergence) best = { place, divergence };
    }
  }
  return best;
}

function changeAt(values: readonly number[], from: number, place: number, to: number): ChangePoint {
  const [left, right] = [values.slice(from, place), values.slice(place, to)];
  if (left.length === 0 || right.length === 0) return { place, before: NaN, after: NaN, p: NaN };
  const [before, after] = [mean(left), mean(right)];
  const freedom = left.length + right.length - 2;
  if (freedom === 0) return { place, before, after, p: 1 };
  // Otava takes the standard deviation of a population for that of a sample.
  const squares =
    (left.length - 1) * standardDeviation(left) ** 2 + (right.length - 1) * standardDeviation(right) ** 2;
  const error = Math.sqrt((squares / freedom) * (1 / left.length + 1 / right.length));
  const p = before === after ? 1 : 2 * studentTail(Math.abs(after - before) / error, freedom);
  return { place, before, after, p };
}

/** The least certain one goes, until all that are left are certain. */
function withoutWeak(values: readonly number[], places: readonly number[]): ChangePoint[] {
  const points = places.map((place, index) =>
    changeAt(values, places[index - 1] ?? 0, place, places[index + 1] ?? values.length),
  );
  for (;;) {
    const weakest = points.reduce(
      (worst, { p }, index) => (p > (points[worst]?.p ?? NaN) ? index : worst),
      0,
    );
    const point = points[weakest];
    if (point === undefined || point.p < largestP) return points;
    points.splice(weakest, 1);
    // As Otava does: those behind are held against their new neighbours, the one before is not.
    for (const index of [weakest, weakest + 1]) {
      const next = points[index];
      if (next === undefined) continue;
      const [from, to] = [points[index - 1]?.place ?? 0, points[index + 1]?.place ?? values.length];
      points[index] = changeAt(values, from, next.place, to);
    }
  }
}
