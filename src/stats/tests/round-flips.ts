import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { refuseNaN } from '../refuse-nan.ts';

/** What is added up over the rounds, and what a sum is worth beside those of other pairs. */
export interface RoundStatistic {
  /** By pair, by round: 0 in a round that the pair lacks. All pairs have as many. */
  readonly values: readonly Float64Array[];
  /** Writes into `scores` what the sum of each pair is worth, from 0; larger is further from "no difference". */
  readonly score: (sums: Float64Array, scores: Float64Array) => void;
}

/** What flipping says of one pair; 0 to 1. */
export interface FlipP {
  /** Share of the flips in which the pair scores at least as much. */
  readonly p: number;
  /** The same, corrected for all pairs. */
  readonly adjustedP: number;
}

/** Up to so many rounds all flips are counted, at most 2048. */
const countedUpTo = 12;
const drawnFlips = 2 ** 12;
/** So many flips at once take some ms at most. */
const atOnce = 256;
/** Sums are rounded: a score that is lower by so little is the same. */
const tolerance = 1e-9;

/** The smallest p that flipping so many rounds can give: 2^(1 − rounds), above 12 rounds 1 ÷ 4096. */
export function smallestFlipP(rounds: number): number {
  refuseNaN('rounds', rounds);
  return rounds > countedUpTo ? 1 / drawnFlips : Math.min(1, 2 / 2 ** rounds);
}

/**
 * Tests all pairs of a family at once. If a cell does not differ from its baseline, the difference of a round is as likely
 * above 0 as below it, whatever the round did to both, and however much one scatters more than the other. So the signs of whole
 * rounds are flipped, of all pairs together, as pairs of one round may depend on each other. Corrected by step-down maxima
 * (Westfall & Young, Resampling-Based Multiple Testing (1993), algorithm 4.1): the chance of any false rejection is at most
 * alpha where p ≤ alpha is rejected. All 2^(n − 1) flips up to 12 rounds (flipping all rounds changes no score), above that
 * 4096 of them, drawn from `seed`, of which one is what was found. Yields after some ms each, and returns the p-values by pair.
 */
export function* roundFlips({ values, score }: RoundStatistic, seed: number): Generator<void, FlipP[]> {
  values.forEach((pair, index) => refuseNaN(`values of pair ${index}`, [...pair]));
  const sums = Float64Array.from(values, (pair) => pair.reduce((sum, value) => sum + value, 0));
  const scores = new Float64Array(values.length);
  score(sums, scores);
  const found = scores.map((value) => value * (1 - tolerance));
  /** From the highest score to the lowest. */
  const order = [...found.keys()].sort((one, other) => (found[other] ?? 0) - (found[one] ?? 0));
  const asFar = new Float64Array(values.length);
  const maximaAsFar = new Float64Array(values.length);
  const rounds = values[0]?.length ?? 0;
  const flips = rounds <= countedUpTo ? 2 ** Math.max(0, rounds - 1) : drawnFlips;
  const flip = rounds <= countedUpTo ? flipInTurn(values, sums) : flipByLot(values, sums, seed);
  for (let made = 1; made <= flips; made += 1) {
    let largest = 0;
    for (let place = order.length - 1; place >= 0; place -= 1) {
      const pair = order[place] ?? 0;
      const value = scores[pair] ?? 0;
      const limit = found[pair] ?? 0;
      largest = Math.max(largest, value);
      if (value >= limit) asFar[pair] = (asFar[pair] ?? 0) + 1;
      if (largest >= limit) maximaAsFar[pair] = (maximaAsFar[pair] ?? 0) + 1;
    }
    if (made === flips) break;
    flip(made);
    score(sums, scores);
    if (made % atOnce === 0) yield;
  }
  let floor = 0;
  const adjusted = new Map(
    order.map((pair) => {
      floor = Math.max(floor, (maximaAsFar[pair] ?? 0) / flips);
      return [pair, floor];
    }),
  );
  return values.map((_, pair) => ({ p: (asFar[pair] ?? 0) / flips, adjustedP: adjusted.get(pair) ?? 1 }));
}

/** Goes through all flips by turning a single round at a time: Gray's code. */
function flipInTurn(values: readonly Float64Array[], sums: Float64Array): (made: number) => void {
  const rounds = values[0]?.length ?? 0;
  const signs = new Float64Array(rounds).fill(1);
  return (made) => {
    // The lowest bit that is set says which; the first round is never turned.
    const round = rounds - 1 - (31 - Math.clz32(made & -made));
    const sign = signs[round] ?? 1;
    signs[round] = -sign;
    values.forEach((pair, index) => (sums[index] = (sums[index] ?? 0) - 2 * sign * (pair[round] ?? 0)));
  };
}

function flipByLot(values: readonly Float64Array[], sums: Float64Array, seed: number): () => void {
  const generator = xoroshiro128plus(seed);
  const rounds = values[0]?.length ?? 0;
  const signs = new Float64Array(rounds);
  return () => {
    let bits = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (round % 30 === 0) bits = uniformInt(generator, 0, 2 ** 30 - 1);
      signs[round] = (bits >> (round % 30)) & 1 ? 1 : -1;
    }
    values.forEach((pair, index) => {
      let sum = 0;
      for (let round = 0; round < rounds; round += 1) sum += (signs[round] ?? 0) * (pair[round] ?? 0);
      sums[index] = sum;
    });
  };
}
