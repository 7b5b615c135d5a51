import type { ErrorCode } from '../errors.ts';
import type { MachineReading, MachineUse } from './machine-use.ts';
import type { Visit } from './plan.ts';

/** The reason of a visit that was left out because what would have primed it failed in the same round. */
export const notPrimed = 'not built: the build that primes it failed in this round';

/** What the builder reports of one step (a BuildKit vertex). Times in ms since the build was started. */
export interface Step {
  /** The builder's own id of the step (a digest), and those of the steps it waits for. */
  readonly id: string;
  readonly inputs: readonly string[];
  readonly name: string;
  /** Of a step of the Dockerfile: the name of its stage, empty if it has none. `internal` is the builder's own work. */
  readonly stage: string;
  /** The name without its stage and number. */
  readonly instruction: string;
  /** False for `[internal]` work, FROM and metadata, and the exporter: they are never cached, or always. */
  readonly cacheable: boolean;
  readonly cached: boolean;
  readonly kind: 'internal' | 'context' | 'from' | 'step' | 'export';
  readonly startedMs: number;
  readonly durationMs: number;
  /** Of the build context: bytes that were sent; absent where the builder does not say. */
  readonly sentBytes?: number;
  readonly error?: string;
}

/** A step held against what the scenario and the strategy demand of it. */
export interface ProvenStep extends Step {
  /** Absent where a step is never cached, or always, and in builds that only prime. */
  readonly expected?: 'cached' | 'executed';
  readonly onCriticalPath: boolean;
}

/** The counts and times of one finished build. Times in ms, on a monotonic clock for `wallMs`. */
export interface BuildFacts {
  readonly wallMs: number;
  /** Sending the build context. */
  readonly contextMs: number;
  /** What was sent of it: 0 where no step needs it. Absent where the builder does not say. */
  readonly contextBytes?: number;
  /** From the first to the last moment a cacheable step was running. */
  readonly solveMs: number;
  readonly exportMs: number;
  /** Cacheable steps. */
  readonly stepsTotal: number;
  readonly stepsCached: number;
  /** How many had to come from the cache; absent in builds that only prime. */
  readonly stepsExpectedCached?: number;
  /** The longest chain of steps that wait for each other, without the builder's own work before and after. */
  readonly criticalPathMs: number;
  /** Time of all executed steps of the Dockerfile ÷ `solveMs`: 1 = one after the other. Absent if none ran. */
  readonly parallelism?: number;
  readonly steps: readonly ProvenStep[];
  readonly imageId: string;
  /** Of a build that exports its cache, or imports one. */
  readonly cache?: MovedCache;
  /** What the machine did meanwhile; absent where nobody looked. */
  readonly reading?: MachineReading;
}

/** A cache outside of the builder. */
export interface MovedCache {
  /** What lies in the registry for it; absent where the registry did not say. */
  readonly bytes?: number;
  /** Of the build that exports it. */
  readonly exportMs?: number;
  /** Of the build that imports it: reading what is there, without the layers. */
  readonly importMs?: number;
}

/** The platform that was asked for. `unsure`: natively or by emulation. `cross`: no step of the build runs a program of it. */
export interface BuiltFor {
  readonly platform: string;
  readonly by: 'native' | 'emulated' | 'unsure' | 'cross';
}

interface SampleBase {
  readonly visit: Visit;
  /** Wall-clock time, ISO 8601, UTC. */
  readonly startedAt: string;
  readonly coldMethod: ColdMethod | undefined;
  /** Absent where no platform was asked for. */
  readonly builtFor?: BuiltFor;
  /** What the visit took beside a finished build, starts of the app left out: emptying the cache, edits and their undoing; ms. */
  readonly besideMs?: number;
  /** What else the machine did while the visit was built; absent where nobody looked. */
  readonly machine?: MachineUse;
}

/**
 * How the cache was emptied: `pruned` (private engine only), `no-cache` with a fresh cache-mount namespace, or
 * `empty-root`: a second private engine with an empty data root, to which only the bases were copied.
 */
export type ColdMethod = 'pruned' | 'no-cache' | 'empty-root';

export interface Trouble {
  readonly code: ErrorCode;
  readonly reason: string;
}

/**
 * The outcome of one build of a visit. A number exists only in the state that has it: failed is not zero. A visit of several
 * builds counts only if all of them are as demanded: they have one state. A build that came to its end in a visit that failed
 * or was broken off keeps its facts.
 */
export type Sample =
  | (SampleBase & { readonly state: 'built'; readonly facts: BuildFacts })
  | (SampleBase & { readonly state: 'invalid'; readonly facts: BuildFacts; readonly trouble: Trouble })
  /** A good build while other programs used the machine: kept, not counted, taken again. */
  | (SampleBase & { readonly state: 'disturbed'; readonly facts: BuildFacts; readonly trouble: Trouble })
  | (SampleBase & { readonly state: 'failed' | 'aborted'; readonly trouble: Trouble })
  | (SampleBase & {
      readonly state: 'failed' | 'aborted';
      readonly trouble: Trouble;
      readonly facts: BuildFacts;
    });

/** One build of a visit, and what the builder printed. */
export interface MadeBuild {
  readonly sample: Sample;
  readonly rawLog: string;
}

/** What was built in a visit, in order: at least one. */
export type MadeBuilds = readonly [MadeBuild, ...MadeBuild[]];
