import type { AppDefinition } from './app.ts';
import type { Arm } from './arm.ts';

/**
 * Dockerfiles that differ in one thing only. It lies in `bench/experiments/<id>/experiment.ts`, its Dockerfiles beside it, and an
 * app of its own in the folder `app` there. Its twins are built and recorded as everything else is: variants with rows in all
 * files of a run. Which scenarios, rounds and extras they need is said by the claims that stand on them.
 */
export interface Experiment {
  readonly id: string;
  /** Its place in lists, from 1; behind those that have one if absent. */
  readonly order?: number;
  /** The one thing in which its twins differ. */
  readonly title: string;
  /** Apps of its own, where those of the samples are too slow, or lack what is compared. */
  readonly apps?: readonly AppDefinition[];
  readonly twins: readonly Twin[];
}

/** One of them. Its id stands as the strategy in rows, and no other arm or strategy has it. */
export interface Twin extends Arm {
  /** Ids of the apps that it is built of: those of the experiment, or samples. */
  readonly apps: readonly string[];
}

/** What a twin says of itself; the rest is usual. */
type TwinWords = Pick<Twin, 'id' | 'title' | 'apps'> &
  Partial<Omit<Twin, 'dockerfile' | 'dockerfilesOf'>> & {
    /** The name of its Dockerfile, where several twins are built of one. Its id if absent. */
    readonly file?: string;
    /** It is built of the Dockerfiles of this strategy, with what the twin changes. */
    readonly dockerfilesOf?: string;
  };

/**
 * A twin of the experiment in `folder` (relative to the checkout). Its Dockerfile there is `<file>.Dockerfile`, or
 * `<file>.<app>.Dockerfile` where it is built of several apps. What it keeps out of its context may lie beside it, as
 * `….Dockerfile.dockerignore`, which BuildKit takes in place of the context's own.
 */
export function twinOf(folder: string, { file, dockerfilesOf, ...said }: TwinWords): Twin {
  const name = file ?? said.id;
  const nameOf = (app: string): string => (said.apps.length === 1 ? name : `${name}.${app}`);
  return {
    dockerfilesOf: dockerfilesOf ?? said.id,
    ...(dockerfilesOf === undefined && { dockerfile: (app) => `${folder}/${nameOf(app)}.Dockerfile` }),
    reruns: {},
    ...said,
  };
}

/** An app of an experiment whose images hold files and no service: it lies in `<folder>/app`, and nobody starts it. */
export const filesApp = (
  folder: string,
  said: Pick<AppDefinition, 'id' | 'title'> & Partial<AppDefinition>,
): AppDefinition => ({
  ...{ folder, context: 'app', isNotStarted: true, port: 0, edits: [], lockfiles: [] },
  ...{ healthPath: '', healthAnswer: {}, workPath: '', workAnswer: {} },
  ...said,
});
