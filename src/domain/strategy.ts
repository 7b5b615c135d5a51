/** A way to build an app. The Dockerfiles lie beside the definition as `<app>.Dockerfile`. */
export interface StrategyDefinition {
  readonly id: string;
  readonly title: string;
  /** The belief this strategy puts to the test, in one sentence. */
  readonly hypothesis: string;
}
