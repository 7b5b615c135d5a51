import type { AppDefinition } from '../domain/app.ts';
import type { Clock } from '../domain/clock.ts';
import type { Variant } from '../domain/plan.ts';
import type { ColdMethod } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';
import type { Engine } from '../engine/engine.ts';
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
  readonly keepImages: boolean;
  readonly starts: number;
  readonly healthTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** The label that everything a run creates carries. */
export const runLabel = 'stagebench.run';

export const imageTag = (bench: Workbench, variant: Variant): string =>
  `stagebench/${variant.app}-${variant.strategy}:${bench.runId.toLowerCase()}`;
