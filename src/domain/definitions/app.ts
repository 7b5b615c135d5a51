import type { Project } from './project.ts';

/** `ignored`: a file that no build should need, such as a log. Only apps of experiments have such an edit. */
export type EditKind = 'source' | 'deps' | 'ignored';

/** Files that lie in the context of an app and in no checkout: they are made in its private copy, always the same. */
export interface PlantedFiles {
  /** Relative to the context. */
  readonly folder: string;
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
}

/** A named, repeatable change to a private copy of an app. What it changes must force the work its kind promises. */
export interface AppEdit {
  /** Which scenario applies it. */
  readonly kind: EditKind;
  /** The files it changes, relative to the app's context. */
  readonly files: readonly string[];
  /** Returns the new text of `file`; `unique` differs for every visit, so that no cache can know the result. */
  readonly apply: (file: string, text: string, unique: string) => string;
  /** Fields of the health answer that show the edit in the finished image; absent if nothing does. */
  readonly shows?: (unique: string) => Readonly<Record<string, string>>;
  /** The variants of a project that it is made for, where others get none of its files; all of them if absent. */
  readonly variants?: readonly string[];
}

/** The edits that are made for a variant. `name`: of the Dockerfile that it is built from. */
export const editsOf = ({ edits }: Pick<AppDefinition, 'edits'>, name: string): readonly AppEdit[] =>
  edits.filter(({ variants }) => variants?.includes(name) ?? true);

/** A sample application (or the user's own project): the same service, whichever way its image is built. */
export interface AppDefinition {
  readonly id: string;
  /** Its place in lists, from 1; behind those that have one if absent. */
  readonly order?: number;
  readonly title: string;
  /** Folder of the build context, relative to the folder that holds app.ts. */
  readonly context: string;
  /** That folder, relative to the checkout; `sample-apps/<id>` if absent. */
  readonly folder?: string;
  /** Nobody starts its images: they hold files and no service. Port, paths and answers mean nothing then. */
  readonly isNotStarted?: true;
  readonly planted?: readonly PlantedFiles[];
  /** The container port the Dockerfiles EXPOSE; at run time the app obeys PORT. */
  readonly port: number;
  /** Answers JSON; every field of `healthAnswer` must be there and equal, or match if it is a pattern. */
  readonly healthPath: string;
  readonly healthAnswer: Readonly<Record<string, string | RegExp>>;
  /** Exercises the dependencies; answers JSON with a deterministic result. */
  readonly workPath: string;
  readonly workAnswer: Readonly<Record<string, unknown>>;
  readonly edits: readonly AppEdit[];
  /** The files that pin what the app depends on, relative to its context. */
  readonly lockfiles: readonly string[];
  /** Of somebody's own project. It says where the files lie and what shows that the app works: paths and answers mean nothing then. */
  readonly project?: Project;
}
