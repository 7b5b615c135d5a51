import { mean } from 'simple-statistics';
import type { Interval } from '../../domain/run/comparison.ts';
import { cellId } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { CellComparison } from '../compare/compare-pairs.ts';
import { detectableEffect } from '../forecast/detectable-effect.ts';
import { pairNoise } from '../forecast/pair-noise.ts';
import { pairedShift } from '../intervals/paired-shift.ts';
import { refuseNaN } from '../refuse-nan.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import { goodSamples, type TimedSample } from '../samples/good-samples.ts';

/** Whether all comparisons of a scenario lean to one side together, each too little to be found by itself. */
export interface Lean {
  readonly scenario: string;
  readonly comparisons: number;
  /** Of the mean log ratio over all comparisons: 1.004 = together they take 0.4 % longer than their baselines. */
  readonly ratio: number;
  /** 95 %, over the rounds. */
  readonly interval?: Interval;
  /** The smallest relative lean that would have been found with a chance of 80 %. */
  readonly smallest?: number;
  /** The p-values before they are corrected, rising. */
  readonly ps: readonly number[];
}

/**
 * By scenario. A round is one observation, however many comparisons it has: of each round the mean over them is taken, and the
 * interval is that of these means.
 */
export function lean(
  comparisons: readonly CellComparison[],
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): Lean[] {
  const samplesOf = goodSamples(builds, images);
  return [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)].flatMap(([scenario, some]): Lean[] => {
    const byRound = Map.groupBy(
      some.flatMap(({ cell, baseline }) => {
        const [samples, baselineSamples] = commonRounds(samplesOf(cell), samplesOf(baseline));
        refuseNaN(`samples of ${cellId(cell)}`, timesOf(samples));
        refuseNaN(`samples of ${cellId(baseline)}`, timesOf(baselineSamples));
        const baselineOf = new Map(baselineSamples.map(({ round, wallMs }) => [round, wallMs]));
        return samples.flatMap(({ round, wallMs }) => {
          const ratio = wallMs / (baselineOf.get(round) ?? 0);
          return Number.isFinite(ratio) && ratio > 0 ? [{ round, logRatio: Math.log(ratio) }] : [];
        });
      }),
      ({ round }) => round,
    );
    const means = [...byRound.values()].map((round) => mean(round.map(({ logRatio }) => logRatio)));
    const shift = pairedShift(means);
    if (shift === undefined) return [];
    const noise = pairNoise(means);
    const smallest =
      noise === undefined ? undefined : detectableEffect({ noise, rounds: means.length, comparisons: 1 });
    const { interval } = shift;
    return [
      {
        ...{ scenario, comparisons: some.length, ratio: Math.exp(shift.estimate) },
        ...(interval && { interval: { low: Math.exp(interval.low), high: Math.exp(interval.high) } }),
        ...(smallest === undefined ? {} : { smallest }),
        ps: some.flatMap(({ time }) => time.p ?? []).sort((one, other) => one - other),
      },
    ];
  });
}

const timesOf = (samples: readonly TimedSample[]): number[] => samples.map(({ wallMs }) => wallMs);
