import type { TimeComparison, Verdict } from '../../domain/run/comparison.ts';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { pairedShift } from '../intervals/paired-shift.ts';
import { commonRounds } from '../samples/common-rounds.ts';
import { goodSamples, type TimedSample } from '../samples/good-samples.ts';
import { onOneMachine } from '../samples/machines.ts';
import { usualMinimumEffect } from '../tests/verdict.ts';

/** What a test says of the time of a cell against that of another one. */
export interface TimeOrder {
  /** `same`: a test looked, and no difference was shown. */
  readonly kind: 'faster' | 'slower' | 'same';
  /** Time ÷ time of the other one. */
  readonly ratio: number;
}

/** The order of a cell against another one; undefined where no test could look. */
export type OrderOf = (cell: Cell, other: Cell) => TimeOrder | undefined;

/** What was compared in the run itself. */
interface Compared {
  readonly cell: Cell;
  readonly baseline: Cell;
  readonly time: Pick<TimeComparison, 'ratio'> & { readonly verdict: Verdict };
}

/**
 * Orders cells of one run by time, each pair by a test of its own. Where the run compares the two, its verdict counts, so that no
 * two tables disagree. Other pairs are compared over the rounds that both have, by `pairedOrder`: these are not corrected for each
 * other.
 */
export function timeOrders(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
  comparisons: readonly Compared[],
): OrderOf {
  const samplesOf = goodSamples(builds, images);
  const isComparable = onOneMachine(builds);
  const compared = new Map(
    comparisons.flatMap(({ cell, baseline, time }): [string, TimeOrder | undefined][] => {
      const found = orderOfVerdict(time);
      return [
        [pairId(cell, baseline), found],
        [pairId(baseline, cell), found && turned(found)],
      ];
    }),
  );
  return (cell, other) => {
    const id = pairId(cell, other);
    if (compared.has(id)) return compared.get(id);
    return isComparable(cell, other) ? pairedOrder(samplesOf(cell), samplesOf(other)) : undefined;
  };
}

const pairId = (cell: Cell, other: Cell): string => `${cellId(cell)} ${cellId(other)}`;

function orderOfVerdict({ verdict: { kind }, ratio }: Compared['time']): TimeOrder | undefined {
  if (kind === 'none' || kind === 'needs' || ratio === undefined) return undefined;
  return { kind, ratio };
}

const opposite = { faster: 'slower', slower: 'faster', same: 'same' } as const;

const turned = ({ kind, ratio }: TimeOrder): TimeOrder => ({ kind: opposite[kind], ratio: 1 / ratio });

/**
 * By the ratios of the rounds that both have: a difference where their exact 95 % interval excludes 1 and the estimate is at least
 * 1 %. Undefined below 6 such rounds. A round in which one of the two took 0 ms does not count.
 */
export function pairedOrder(
  samples: readonly TimedSample[],
  others: readonly TimedSample[],
): TimeOrder | undefined {
  const [one, other] = commonRounds(samples, others);
  const timeOf = new Map(other.map(({ round, wallMs }) => [round, wallMs]));
  const logs = one.flatMap(({ round, wallMs }) => {
    const against = timeOf.get(round) ?? 0;
    return wallMs > 0 && against > 0 ? [Math.log(wallMs / against)] : [];
  });
  const { estimate, interval } = pairedShift(logs) ?? {};
  if (estimate === undefined || interval === undefined) return undefined;
  const ratio = Math.exp(estimate);
  // Held against the faster one, whichever that is: turned round, a pair has the opposite order.
  const isLarge = Math.exp(Math.abs(estimate)) >= 1 + usualMinimumEffect;
  const isApart = interval.low > 0 || interval.high < 0;
  return { kind: !isApart || !isLarge ? 'same' : estimate > 0 ? 'slower' : 'faster', ratio };
}
