import type { EditKind } from './app.ts';

/**
 * The first step that an edit re-runs in each stage, as `[stage] INSTRUCTION …`, cut off anywhere. What follows it in its
 * stage runs again too; every other step must come from the cache. Without the stage it is the step of that name in
 * whichever stage: BuildKit runs a step that two stages share once, and prints it under one of them.
 */
export type Reruns = readonly string[];

/** A way to build an app. The Dockerfiles lie beside the definition as `<app>.Dockerfile`. */
export interface StrategyDefinition {
  readonly id: string;
  readonly title: string;
  /** The belief this strategy puts to the test, in one sentence. */
  readonly hypothesis: string;
  /** By app, then by kind of edit. */
  readonly reruns: Readonly<Record<string, Readonly<Record<EditKind, Reruns>>>>;
}
