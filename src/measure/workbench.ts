import type { AppDefinition } from '../domain/app.ts';
import type { Clock } from '../domain/clock.ts';
import type { Variant } from '../domain/plan.ts';
import type { ColdMethod } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';
import type { Engine } from '../engine/engine.ts';
import type { CacheWatch } from './cache-watch.ts';
import type { ImageOrigin } from '../inspect/image-facts.ts';

/** What is needed to build one variant. */
export interface VariantInputs {
  readonly app: AppDefinition;
  readonly contextDir: string;
  readonly dockerfile: string;
  /** Upstream name -> image reference. */
  readonly bases: ReadonlyMap<string, string>;
  readonly origin: ImageOrigin;
}

/** Everything a run works with, passed in by the composition root. */
export interface Workbench {
  readonly engine: Engine;
  readonly imageStore: string;
  readonly clock: Clock;
  readonly runId: string;
  readonly coldMethod: ColdMethod;
  readonly scenarios: ReadonlyMap<string, ScenarioDefinition>;
  readonly inputs: (variant: Variant) => VariantInputs;
  /** Set on an engine that others use too: only what our builds leave there is taken away. */
  readonly cacheWatch: CacheWatch | undefined;
  readonly starts: number;
  readonly healthTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** The label that everything a run creates carries. */
export const runLabel = 'stagebench.run';

/** Below this name lie the images that runs build. */
export const imageRepository = 'stagebench';

export const imageTag = (bench: Workbench, variant: Variant): string =>
  `${imageRepository}/${variant.app}-${variant.strategy}:${bench.runId.toLowerCase()}`;
