export type EditKind = 'source' | 'deps';

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
}

/** A sample application (or the user's own project): the same service, whichever way its image is built. */
export interface AppDefinition {
  readonly id: string;
  /** Its place in lists, from 1; behind those that have one if absent. */
  readonly order?: number;
  readonly title: string;
  /** Folder of the build context, relative to the folder that holds app.ts. */
  readonly context: string;
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
}
