import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Family } from './family.ts';

/** How a family is made up. */
export interface Made {
  readonly rounds: number;
  readonly pairs: number;
  /** How many pairs share one baseline; 1 unless told. */
  readonly sharing?: number;
  /** Standard deviation of the effects of rounds, of logarithms; 0.03 unless told. */
  readonly roundNoise?: number;
  /** What else a cell's builds scatter by; normal with 3 % unless told. */
  readonly own?: Own;
  /** The cells scatter so many times as much as their baselines; 1 unless told. */
  readonly scatterRatio?: number;
  /** Relative: so much longer a cell takes that differs, and every second of them so much less. */
  readonly effect?: number;
  /** How many pairs differ; all unless told. */
  readonly differing?: number;
}

/** Draws the noise of one cell, by round. */
export type Own = (draw: Draw, rounds: number) => Float64Array;

export interface Draw {
  /** Standard normal, by Box & Muller. */
  readonly normal: () => number;
  /** From 0 to below 1. */
  readonly even: () => number;
}

export function drawing(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  const even = (): number => uniformFloat64(generator);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  return { normal, even };
}

const each =
  (time: (draw: Draw) => number): Own =>
  (draw, rounds) =>
    Float64Array.from({ length: rounds }, () => time(draw));

export const normal: Own = each(({ normal }) => 0.03 * normal());

/** Times have a long tail to the right: what a build takes more than it must is lognormal; median 1. */
export const skewed: Own = each(({ normal }) => Math.log1p(0.03 * (Math.exp(normal()) - 1)));

/** Every fourth cell scatters three times as much as the others. */
export const mixed: Own = (draw, rounds) => {
  const scatter = draw.even() < 0.25 ? 0.09 : 0.03;
  return Float64Array.from({ length: rounds }, () => scatter * draw.normal());
};

/** Drawn from what was measured. */
export const resampled = (residuals: readonly number[]): Own =>
  each(({ even }) => residuals[Math.floor(even() * residuals.length)] ?? NaN);

/** One build in ten takes 30 % longer. */
export const bursts: Own = each(({ normal, even }) => 0.03 * normal() + (even() < 0.1 ? Math.log(1.3) : 0));

/** Each cell drifts by itself: autoregressive with 0.6, 3 % in all. */
export const drifting: Own = (draw, rounds) => {
  let last = draw.normal();
  const rest = Math.sqrt(1 - 0.6 ** 2);
  return Float64Array.from({ length: rounds }, () => {
    const now = last;
    last = 0.6 * last + rest * draw.normal();
    return 0.03 * now;
  });
};

/** Makes up one family. */
export function makeUp(made: Made, draw: Draw): Family {
  const { rounds, pairs, sharing = 1, roundNoise = 0.03, own = normal, scatterRatio = 1 } = made;
  const { effect = 0, differing = pairs } = made;
  const effects = Float64Array.from({ length: rounds }, () => roundNoise * draw.normal());
  const cell = (factor: number, more: number): Float64Array =>
    own(draw, rounds).map((noise, round) => factor * noise + (effects[round] ?? 0) + more);
  const baselines = Array.from({ length: Math.ceil(pairs / sharing) }, () => cell(1, 0));
  const shift = (pair: number): number =>
    pair < differing ? Math.log1p(pair % 2 === 0 ? effect : -effect) : 0;
  const cells = Array.from({ length: pairs }, (_, pair) => cell(scatterRatio, shift(pair)));
  return {
    logs: [...cells, ...baselines],
    pairs: cells.map((_, pair) => [pair, pairs + Math.floor(pair / sharing)]),
  };
}
