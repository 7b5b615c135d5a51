/** A project as the options name it. */
export interface ProjectRequest {
  /** Absolute path of its folder. */
  readonly root: string;
  /** Where its files were taken from, if they are of a commit: git is asked there, and secrets lie there. */
  readonly origin?: { readonly root: string; readonly commit: string };
  /** Of two commits: whether an edit may change a file of this one, because builds of the other one get it, too. */
  readonly isShared?: (file: string) => boolean;
  /** `NAME=PATH` or `PATH`, relative to the folder; those that are found there if empty. */
  readonly dockerfiles: readonly string[];
  /** Relative to the folder; the folder itself if undefined. */
  readonly context: string | undefined;
  readonly target: string | undefined;
  /** `NAME=VALUE`. */
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly platform: string | undefined;
  /** Further ones that it is built for. */
  readonly others?: readonly string[];
  /** `NAME=NAME`: the base in FROM, and what is taken in its place. */
  readonly maps: readonly string[];
  /** Absolute paths that are no part of the project, such as the folder of its results. */
  readonly skipped: readonly string[];
}
