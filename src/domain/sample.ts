import type { ErrorCode } from './errors.ts';
import type { Visit } from './plan.ts';

/** What the builder reports of one step (a BuildKit vertex). Times in ms since the build was started. */
export interface Step {
  readonly name: string;
  /** False for `[internal]` work, FROM and metadata, and the exporter: they are never cached, or always. */
  readonly cacheable: boolean;
  readonly cached: boolean;
  readonly kind: 'internal' | 'context' | 'from' | 'step' | 'export';
  readonly startedMs: number;
  readonly durationMs: number;
  readonly error?: string;
}

/** The counts and times of one finished build. Times in ms, on a monotonic clock for `wallMs`. */
export interface BuildFacts {
  readonly wallMs: number;
  /** Sending the build context. */
  readonly contextMs: number;
  /** From the first to the last moment a cacheable step was running. */
  readonly solveMs: number;
  readonly exportMs: number;
  /** Cacheable steps. */
  readonly stepsTotal: number;
  readonly stepsCached: number;
  readonly imageId: string;
}

interface SampleBase {
  readonly visit: Visit;
  /** Wall-clock time, ISO 8601, UTC. */
  readonly startedAt: string;
  readonly coldMethod: ColdMethod | undefined;
}

/** How the cache was emptied: `pruned` (private engine only) or `no-cache` with a fresh cache-mount namespace. */
export type ColdMethod = 'pruned' | 'no-cache';

export interface Trouble {
  readonly code: ErrorCode;
  readonly reason: string;
}

/** The outcome of a visit. A number exists only in the state that has it: failed is not zero. */
export type Sample =
  | (SampleBase & { readonly state: 'built'; readonly facts: BuildFacts })
  | (SampleBase & { readonly state: 'invalid'; readonly facts: BuildFacts; readonly trouble: Trouble })
  | (SampleBase & { readonly state: 'failed'; readonly trouble: Trouble })
  | (SampleBase & { readonly state: 'aborted'; readonly trouble: Trouble });
