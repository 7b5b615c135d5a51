import { median } from 'simple-statistics';
import type { TimeComparison } from '../../domain/run/comparison.ts';
import { pairNoise } from '../forecast/pair-noise.ts';
import { fewestRounds } from '../forecast/fewest-rounds.ts';
import { pairedShift } from '../intervals/paired-shift.ts';
import { refuseInfinite, refuseNaN } from '../refuse-nan.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import type { TimedSample } from '../samples/good-samples.ts';
import { moderatedT } from '../tests/moderated-t.ts';
import { roundFlips, type FlipP } from '../tests/round-flips.ts';
import { usualAlpha, usualMinimumEffect, verdict } from '../tests/verdict.ts';

/** Two cells of one run. */
export interface RoundPair {
  readonly id: string;
  /** Pairs with one name are corrected together: the scenario. */
  readonly family: string;
  readonly samples: readonly TimedSample[];
  readonly baseline: readonly TimedSample[];
}

/** A pair in the rounds in which both were measured. */
interface Paired {
  readonly numbers: Omit<TimeComparison, 'p' | 'adjustedP' | 'familySize' | 'verdict'>;
  /** By round: the logarithm of time ÷ time of the baseline. */
  readonly logRatios: ReadonlyMap<number, number>;
}

/**
 * Compares cells of one run with their baselines, in input order, round by round: what a round does to the machine is in both
 * of its times, and not in their ratio. All pairs of a family that have enough rounds for a verdict are tested together
 * (`roundFlips`). A difference is claimed where the test, corrected for the family, and the interval of the ratio both show it, and it
 * is as large as the minimum effect. `breathe` is awaited after some ms of work.
 */
export async function compareRounds(
  pairs: readonly RoundPair[],
  options: {
    /** 32-bit integer; it matters only above 12 rounds. */
    readonly seed: number;
    /** Probability of any false difference in a family; 0.05 unless told. */
    readonly alpha?: number;
    /** Relative: a smaller difference is none; 0.01 = 1 % unless told. */
    readonly minimumEffect?: number;
  },
  breathe: () => Promise<void> = async () => {},
): Promise<TimeComparison[]> {
  const { seed, alpha = usualAlpha, minimumEffect = usualMinimumEffect } = options;
  refuseNaN('alpha', alpha);
  refuseNaN('minimumEffect', minimumEffect);
  const needed = fewestRounds(alpha);
  const paired = new Map<RoundPair, Paired>();
  for (const pair of pairs) {
    paired.set(pair, inPairs(pair));
    await breathe();
  }
  const tested = new Map<RoundPair, FlipP & { readonly familySize: number }>();
  for (const family of Map.groupBy(pairs, ({ family: name }) => name).values()) {
    const long = family.filter((pair) => (paired.get(pair)?.logRatios.size ?? 0) >= needed);
    const work = roundFlips(moderatedT(byRound(long.flatMap((pair) => paired.get(pair) ?? []))), seed);
    let step = work.next();
    for (; step.done !== true; step = work.next()) await breathe();
    step.value.forEach((p, index) => {
      const pair = long[index];
      if (pair !== undefined) tested.set(pair, { ...p, familySize: long.length });
    });
  }
  return [...paired].map(([pair, { numbers, logRatios }]) => {
    const p = tested.get(pair);
    const asked = { alpha, minimumEffect, looksTwice: true };
    return {
      ...numbers,
      ...p,
      verdict: verdict({
        ...{ ...numbers, ...p, ...asked, interval: numbers.ratioInterval },
        needed: logRatios.size < needed ? needed : undefined,
      }),
    };
  });
}

function inPairs({ id, samples: all, baseline: allOfBaseline }: RoundPair): Paired {
  const [samples, baseline] = commonRounds(all, allOfBaseline).map((side) => [...side]);
  const [times = [], baselineTimes = []] = [samples, baseline].map((side) =>
    side?.map(({ wallMs }) => wallMs),
  );
  refuseInfinite(`samples of ${id}`, times);
  refuseInfinite(`baseline of ${id}`, baselineTimes);
  const baselineOf = new Map(baseline?.map(({ round, wallMs }) => [round, wallMs]));
  const both = (samples ?? []).flatMap(({ round, wallMs }) => {
    const baselineMs = baselineOf.get(round);
    return baselineMs === undefined ? [] : [{ round, wallMs, baselineMs }];
  });
  const positive = both.filter(({ wallMs, baselineMs }) => wallMs > 0 && baselineMs > 0);
  const logRatios = new Map(
    positive.map(({ round, wallMs, baselineMs }) => [round, Math.log(wallMs / baselineMs)]),
  );
  const shift = pairedShift([...logRatios.values()]);
  const noise = pairNoise([...logRatios.values()]);
  const zeroRounds = both.length - positive.length;
  return {
    logRatios,
    numbers: {
      ...{ id, samples: times.length, baselineSamples: baselineTimes.length },
      ...(times.length === 0 ? {} : { medianMs: median(times) }),
      ...(baselineTimes.length === 0 ? {} : { baselineMedianMs: median(baselineTimes) }),
      ...(shift === undefined ? {} : { ratio: Math.exp(shift.estimate) }),
      ...(shift?.interval === undefined
        ? {}
        : { ratioInterval: { low: Math.exp(shift.interval.low), high: Math.exp(shift.interval.high) } }),
      ...(noise === undefined ? {} : { noise }),
      ...(zeroRounds === 0 ? {} : { zeroRounds }),
    },
  };
}

/** One row for each pair, one column for each round that any of them has. */
function byRound(pairs: readonly Paired[]): (number | undefined)[][] {
  const rounds = new Set(pairs.flatMap(({ logRatios }) => [...logRatios.keys()]));
  const rising = [...rounds].sort((one, other) => one - other);
  return pairs.map(({ logRatios }) => rising.map((round) => logRatios.get(round)));
}
