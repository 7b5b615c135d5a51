import type { ResolvedBase } from './base.ts';
import type { EngineInfo } from './engine-info.ts';
import type { BudgetForecast } from './forecast.ts';
import type { Plan } from './plan.ts';

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
export interface PlantedSleeps {
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
  readonly stagebench: string;
  readonly machine: Machine;
  readonly engineKernel: string;
}

/** run.json: what has to be known to believe the rows and to make them again. */
export interface RunManifest {
  readonly schema: 1 | 2 | 3 | 4;
  readonly stagebench: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Absent while the run goes on, or if it died. */
  readonly outcome?: 'complete' | 'incomplete' | 'interrupted' | 'engine-lost' | 'error';
  readonly options: Readonly<Record<string, unknown>>;
  /** By strategy: the one it is held against, where the suite says so. */
  readonly baselines?: Readonly<Record<string, string>>;
  readonly planted?: PlantedSleeps;
  /** What was really planned: a time budget lets it grow, a cell that is narrow enough lets it shrink. */
  readonly plan: Plan;
  /** Set where a time budget was shared out. */
  readonly budget?: BudgetForecast;
  /** Cells that were left out of later rounds because their interval was narrow enough. */
  readonly stoppedEarly?: readonly string[];
  /** Cells that were left out of later rounds because round after round gave no sample of them. */
  readonly gaveUp?: readonly string[];
  readonly resumed?: readonly Resumption[];
  /** SHA-256 of every Dockerfile and of each app's context, by path; of what judges the samples, by name. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly engine: EngineInfo;
  readonly machine: Machine;
  readonly bases: readonly Omit<ResolvedBase, 'diffIds'>[];
  /** Of all sessions, as far as their ends are known; a run that died keeps what it had at the end of its last round. */
  readonly elapsedMs?: number;
  readonly timeSpent?: TimeSpent;
  /** The most memory the harness itself held: peak resident set. */
  readonly maxRssBytes?: number;
}
