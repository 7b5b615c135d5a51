import type { EditKind } from './app.ts';

/**
 * The first step that an edit re-runs in each stage, as `[stage] INSTRUCTION …`, cut off anywhere. What follows it in its
 * stage runs again too; every other step must come from the cache. Without the stage it is the step of that name in
 * whichever stage: BuildKit runs a step that two stages share once, and prints it under one of them.
 */
export type Reruns = readonly string[];

/** What each kind of edit re-runs. It lies beside the Dockerfile it speaks of, as `<app>.reruns.ts`. */
export type RerunsOfEdits = Readonly<Record<Exclude<EditKind, 'ignored'>, Reruns>> & {
  /** Nothing, if absent. */
  readonly ignored?: Reruns;
};

/** A way to build an app. The Dockerfiles lie beside the definition as `<app>.Dockerfile`. */
export interface StrategyDefinition {
  readonly id: string;
  /** Its place in lists, from 1; behind those that have one if absent. */
  readonly order?: number;
  readonly title: string;
  /** The belief this strategy puts to the test, in one sentence. */
  readonly hypothesis: string;
}

/** A strategy as it is registered, with what lies beside each of its Dockerfiles. */
export interface Strategy extends StrategyDefinition {
  /** By app. Of a project, what nobody has declared is learned. */
  readonly reruns: Readonly<Record<string, Partial<RerunsOfEdits>>>;
}
