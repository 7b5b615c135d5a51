import { median } from 'simple-statistics';
import type { KeptBuild } from '../../record/kept-build.ts';
import { buildsByMachine } from './machines.ts';
import { refuseNaN } from '../refuse-nan.ts';

/** Of the builds of one machine: what each build of the control took in each round in which there was one, in order; ms. */
export function controlBuildTimes(builds: readonly KeptBuild[]): ReadonlyMap<number, readonly number[]> {
  const times = new Map<number, number[]>();
  for (const { phase, state, round, wall_ms: wallMs } of builds) {
    if (phase !== 'control' || state !== 'built' || wallMs === undefined) continue;
    times.set(round, [...(times.get(round) ?? []), wallMs]);
  }
  refuseNaN('wall_ms of the control', [...times.values()].flat());
  return times;
}

/** What the control took in each round in which it was built, in the median of its builds; ms. */
export const controlTimes = (builds: readonly KeptBuild[]): ReadonlyMap<number, number> =>
  new Map([...controlBuildTimes(builds)].map(([round, times]) => [round, median([...times])]));

/** What the control took in a run, in the median of its rounds; ms. Undefined where it was never built, or took no time. */
export function controlOfRun(builds: readonly KeptBuild[]): number | undefined {
  const times = [...controlTimes(builds).values()];
  const middle = times.length === 0 ? 0 : median(times);
  return middle > 0 ? middle : undefined;
}

/** The same of each machine, by the run that it made. */
export const controlsOfMachines = (builds: readonly KeptBuild[]): ReadonlyMap<string, number | undefined> =>
  new Map([...buildsByMachine(builds)].map(([machine, own]) => [machine, controlOfRun(own)]));

/** What the control took in every round of every machine; ms. */
export const allControlTimes = (builds: readonly KeptBuild[]): readonly number[] =>
  [...buildsByMachine(builds).values()].flatMap((own) => [...controlTimes(own).values()]);
