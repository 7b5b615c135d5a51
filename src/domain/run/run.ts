/** What a run spends its time on; ms. `builds` includes the emptying of the cache before them, which `cleaning` counts. */
export interface TimeSpent {
  readonly builds: number;
  readonly starts: number;
  readonly inspections: number;
  readonly cleaning: number;
  /** Transfer and scans, where they were asked for. */
  readonly extras?: number;
}

/** The machine the bench itself runs on. */
export interface Machine {
  readonly platform: string;
  readonly kernel: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
  /** Of the minute before the run, or before this session of it. */
  readonly loadAverage?: number;
}

/** What the experiment `planted` has added to Dockerfiles. */
export interface InjectedDelays {
  /** Cold builds without a sleep, by Dockerfile; ms. */
  readonly calibrationMs: Readonly<Record<string, readonly number[]>>;
  /** By variant. */
  readonly sleepMs: Readonly<Record<string, number>>;
}

/** One continuation of a run that was interrupted or died. */
export interface Resumption {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** So many rows of builds.csv were measured before. */
  readonly rows: number;
  /** To so many rounds its plan was made longer; absent where only what was left of it was built. */
  readonly rounds?: number;
  readonly stagebench: string;
  readonly machine: Machine;
  readonly engineKernel: string;
}
