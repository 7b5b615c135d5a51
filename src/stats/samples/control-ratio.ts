import { median } from 'simple-statistics';
import type { Interval } from '../../domain/run/comparison.ts';
import { medianInterval } from '../intervals/median-interval.ts';
import { refuseNaN } from '../refuse-nan.ts';
import type { TimedSample } from './good-samples.ts';

/** Without unit: how many control builds one of the cell's builds takes. */
export interface ControlRatio {
  readonly median: number;
  /** 95 %, by `medianInterval`; absent below 6 rounds. */
  readonly interval?: Interval;
}

/**
 * Median over the rounds of time ÷ control time of the same round, which cancels the machine and its drift. `control`:
 * round → ms. Samples of rounds without a control (or with one of 0 ms) are left out; `undefined` if none is left.
 */
export function controlRatio(
  samples: readonly TimedSample[],
  control: ReadonlyMap<number, number>,
): ControlRatio | undefined {
  refuseNaN(
    'samples',
    samples.map(({ wallMs }) => wallMs),
  );
  refuseNaN('control', [...control.values()]);
  const ratios = samples.flatMap(({ round, wallMs }) => {
    const controlMs = control.get(round) ?? 0;
    return controlMs > 0 ? [wallMs / controlMs] : [];
  });
  if (ratios.length === 0) return undefined;
  const interval = medianInterval(ratios);
  return { median: median(ratios), ...(interval === undefined ? {} : { interval }) };
}
