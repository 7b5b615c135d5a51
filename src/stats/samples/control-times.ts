import type { KeptBuild } from '../../record/kept-build.ts';
import { refuseNaN } from '../refuse-nan.ts';

/** What the control took in each round in which it was built; ms. */
export function controlTimes(builds: readonly KeptBuild[]): ReadonlyMap<number, number> {
  const times = new Map(
    builds.flatMap(({ phase, state, round, wall_ms: wallMs }) =>
      phase === 'control' && state === 'built' && wallMs !== undefined ? [[round, wallMs] as const] : [],
    ),
  );
  refuseNaN('wall_ms of the control', [...times.values()]);
  return times;
}

/** The fastest and the slowest build of the control in a run; ms. */
interface ControlRange {
  readonly least: { readonly round: number; readonly ms: number };
  readonly most: { readonly round: number; readonly ms: number };
  /** Slowest ÷ fastest. */
  readonly ratio: number;
}

/**
 * A frozen build that takes so many times as long in one round as in another tells of a machine that had something else to
 * do: noise of 3 % gives 1.13 between the extremes of 30 rounds, and 10 %, at which verdicts need dozens of samples, 1.5.
 */
export const steadyUpTo = 1.5;

/** Undefined where the control was built in less than two rounds. */
export function controlRange(builds: readonly KeptBuild[]): ControlRange | undefined {
  const times = [...controlTimes(builds)]
    .map(([round, ms]) => ({ round, ms }))
    .toSorted((a, b) => a.ms - b.ms);
  const [least, most] = [times[0], times.at(-1)];
  if (least === undefined || most === undefined || least === most || least.ms <= 0) return undefined;
  return { least, most, ratio: most.ms / least.ms };
}
