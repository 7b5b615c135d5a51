import type { ColdMethod } from '../run/sample.ts';
import type { Strategy } from './strategy.ts';

/** What is changed in a Dockerfile before it is built. The file as it was built is kept in the folder of the run. */
export type DockerfileTransform =
  /** A step that sleeps, by this share of the build's own cold time: 0.05 = 5 %. */
  | { readonly kind: 'sleep'; readonly share: number }
  /** Text at the end, e.g. a further stage. */
  | { readonly kind: 'append'; readonly text: string };

/** How an arm is built, where it is not built as everything else is. */
interface BuildSettings {
  /** The stage to build, as `docker build --target` takes it. */
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  /** How its cache is emptied, where that is what is compared. */
  readonly coldMethod?: ColdMethod;
  /** Attributes of the exporter, as `docker buildx build --output` takes them: `rewrite-timestamp: 'true'`. */
  readonly output?: Readonly<Record<string, string>>;
}

/** One thing that is built of an app under a name of its own: a strategy as it is, or with one thing changed. */
export interface Arm {
  /** Stands as the strategy in rows. */
  readonly id: string;
  readonly title: string;
  /** The strategy whose Dockerfiles are built. */
  readonly dockerfilesOf: string;
  /** For an app, the path of its Dockerfile in the checkout; that of the strategy if absent. */
  readonly dockerfile?: (app: string) => string;
  readonly transform?: DockerfileTransform;
  readonly build?: BuildSettings;
  /** Which steps each edit re-runs. */
  readonly reruns: Strategy['reruns'];
  /** The arm it is held against; absent where the run's baseline is. */
  readonly baseline?: string;
  /** A build that fails is an answer here, and no trouble of the run. */
  readonly mayFail?: true;
}
