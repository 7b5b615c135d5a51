import type { ResolvedBase } from './base.ts';
import type { EngineInfo } from './engine-info.ts';
import type { Plan } from './plan.ts';

/** What a run spends its time on; ms. `builds` includes the emptying of the cache before them, which `cleaning` counts. */
export interface TimeSpent {
  readonly builds: number;
  readonly starts: number;
  readonly inspections: number;
  readonly cleaning: number;
}

/** The machine the bench itself runs on. */
export interface Machine {
  readonly platform: string;
  readonly kernel: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
}

/** run.json: what has to be known to believe the rows and to make them again. */
export interface RunManifest {
  readonly schema: 1;
  readonly stagebench: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Absent while the run goes on, or if it died. */
  readonly outcome?: 'complete' | 'incomplete' | 'interrupted' | 'engine-lost' | 'error';
  readonly options: Readonly<Record<string, unknown>>;
  readonly plan: Plan;
  /** SHA-256 of every Dockerfile and of each app's context, by path. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly engine: EngineInfo;
  readonly machine: Machine;
  readonly bases: readonly Omit<ResolvedBase, 'diffIds'>[];
  readonly elapsedMs?: number;
  readonly timeSpent?: TimeSpent;
  /** The most memory the harness itself held: peak resident set. */
  readonly maxRssBytes?: number;
}
