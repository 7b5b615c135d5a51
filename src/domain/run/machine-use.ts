/** What the machine did in a span of time; ms. What cannot be told is absent. */
export interface MachineReading {
  readonly spanMs: number;
  /** Processor time of everything but the engine with its builds and the harness with its children. */
  readonly foreignMs?: number;
  /** Variance of `foreignMs` where the kernel counts in samples; ms². */
  readonly variance?: number;
  /** What the hypervisor gave to others while this machine wanted it. */
  readonly stealMs?: number;
  /** How long at least one process waited for a processor. */
  readonly pressureMs?: number;
}

/** Begins a span; what it gives ends it. */
export interface MachineWatch {
  begin(): () => MachineReading;
}

/** What else the machine did while a visit was built. Absent: nobody can tell. */
export interface MachineUse {
  /** Of one core: 0.12 = 12 % of a core. Never below 0. */
  readonly foreignCpu?: number;
  /** Of one core. */
  readonly steal?: number;
  /** Of the time: 0 to 1. */
  readonly cpuPressure?: number;
  /** Others used more than they may, however wrong the counters are. */
  readonly isDisturbed: boolean;
}

/** Others may use this much of one core while a build is timed; 0.1 = 10 %. */
export const quietUpTo = 0.1;

/**
 * By how much `foreignMs` may be wrong even where all counters are exact, ms: user and system time of ended children are shown in
 * steps of 10 ms each, and what runs at the moment of a reading is counted at its next tick, of at most 10 ms. However many
 * spans are added up: a step that is cut off at the end of one is there at the beginning of the next.
 */
const resolutionMs = 30;

/** So many standard deviations of counting in samples are no proof: a quiet machine passes them once in 740 visits. */
const deviations = 3;

/** Sums up the spans of one visit. Undefined if there are none. `limit`: so much of one core others may use. */
export function machineUse(readings: readonly MachineReading[], limit = quietUpTo): MachineUse | undefined {
  const sum = (of: (reading: MachineReading) => number | undefined): number | undefined =>
    readings.reduce<number | undefined>((total, reading) => {
      const value = of(reading);
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  const spanMs = sum((reading) => reading.spanMs) ?? 0;
  if (spanMs <= 0) return undefined;
  const share = (ms: number): number => Math.max(0, ms) / spanMs;
  const foreignMs = sum((reading) => reading.foreignMs);
  const stealMs = sum((reading) => reading.stealMs);
  const pressureMs = sum((reading) => reading.pressureMs);
  const wrongMs = resolutionMs + deviations * Math.sqrt(sum(({ variance = 0 }) => variance) ?? 0);
  return {
    ...(foreignMs !== undefined && { foreignCpu: share(foreignMs) }),
    ...(stealMs !== undefined && { steal: share(stealMs) }),
    ...(pressureMs !== undefined && { cpuPressure: Math.min(1, share(pressureMs)) }),
    isDisturbed: foreignMs !== undefined && foreignMs - wrongMs > limit * spanMs,
  };
}

/** Why a sample does not count: the place where a row says it. */
export const disturbedText = ({ foreignCpu = 0 }: Pick<MachineUse, 'foreignCpu'>): string =>
  `other programs used ${(foreignCpu * 100).toFixed(0)} % of a core`;
