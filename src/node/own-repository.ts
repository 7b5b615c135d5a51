/**
 * For a git that is asked of a folder: a hook of git, or a person, may have said which repository is meant, and that may be another one.
 * As `git rev-parse --local-env-vars` lists them. `undefined` means: not set.
 */
export const ownRepository: Readonly<Record<string, undefined>> = {
  ...{ GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_COMMON_DIR: undefined, GIT_PREFIX: undefined },
  ...{ GIT_INDEX_FILE: undefined, GIT_OBJECT_DIRECTORY: undefined, GIT_SHALLOW_FILE: undefined },
  ...{ GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined, GIT_IMPLICIT_WORK_TREE: undefined },
  ...{ GIT_GRAFT_FILE: undefined, GIT_NO_REPLACE_OBJECTS: undefined, GIT_REPLACE_REF_BASE: undefined },
};
