import { probit, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import type { Figure } from '../../domain/definitions/claim.ts';

/** Two numbers of one thing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Spearman's rank correlation: 1 if the one rises whenever the other does. Its interval by Fisher's transformation with the
 * variance of Bonett and Wright (Psychometrika 65 (2000) 23-28), from 4 points on.
 */
export function rankCorrelation(what: string, points: readonly Point[]): Figure {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const value = sampleRankCorrelation(xs, ys);
  const middle = Math.atanh(Math.min(Math.max(value, -0.9999), 0.9999));
  const reach = probit(0.975) * Math.sqrt((1 + value ** 2 / 2) / (points.length - 3));
  return {
    ...{ what, unit: 'number', value, samples: points.length },
    ...(points.length > 3 && {
      interval: { low: Math.tanh(middle - reach), high: Math.tanh(middle + reach) },
    }),
  };
}

/**
 * By which power the one grows with the other: 1 if they are proportional, 0 if they have nothing to do with each other. The slope of
 * a straight line through the logarithms, with the interval of least squares.
 */
export function growthPower(what: string, points: readonly Point[]): Figure {
  const [xs, ys] = [points.map(({ x }) => Math.log(x)), points.map(({ y }) => Math.log(y))];
  const spread = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const r = sampleCorrelation(xs, ys);
  const slope = r * Math.sqrt(spread(ys) / spread(xs));
  const error = Math.sqrt(((1 - r ** 2) * spread(ys)) / (points.length - 2) / spread(xs));
  const reach = probit(0.975) * error;
  return {
    ...{ what, unit: 'number', value: slope, samples: points.length },
    ...(points.length > 3 && { interval: { low: slope - reach, high: slope + reach } }),
  };
}
