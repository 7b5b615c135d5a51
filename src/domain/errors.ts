/**
 * Every error a person may meet, in one place. `exitCode` 1: some cells failed; 2: usage, environment or other known
 * error; 130: interrupted. `fix` says what to do.
 */
export interface ErrorKind {
  readonly exitCode: 1 | 2 | 130;
  readonly fix: string;
}

const kind = (exitCode: ErrorKind['exitCode'], fix: string): ErrorKind => ({ exitCode, fix });

export const errorCatalogue = {
  USAGE: kind(2, 'Run with --help to see the options and examples.'),
  UNKNOWN_NAME: kind(2, 'Use one of the names listed.'),
  EMPTY_SELECTION: kind(
    2,
    'Name at least one app, one strategy and one scenario, or leave the option out for all of them.',
  ),
  MISSING_DOCKERFILE: kind(2, 'Add the Dockerfile, or leave the strategy or the app out.'),
  RESULTS_NOT_WRITABLE: kind(
    2,
    'Let it be writable for you, with room on its disk, or choose another folder with --results DIR.',
  ),
  TEMPORARY_NOT_WRITABLE: kind(
    2,
    'Set TMPDIR to a folder that exists and can be written, or free some space there.',
  ),
  CACHE_NOT_WRITABLE: kind(2, 'Free some space, or set XDG_CACHE_HOME to a folder that can be written.'),
  CACHE_NOT_TRUSTED: kind(
    2,
    'Let the folder named above belong to you and be closed to others (chown, chmod go-w), or set XDG_CACHE_HOME to a folder of your own. Under sudo: `sudo -H`. If others may have put something there, remove it first.',
  ),
  CACHE_IN_USE: kind(2, 'Unmount what is mounted there (umount FOLDER), then run the same command again.'),
  CACHE_NOT_REMOVED: kind(
    2,
    'Remove it as the user whom what is named above belongs to, e.g. `sudo rm -r FOLDER`; then run the same command again.',
  ),
  RESULTS_UNREADABLE: kind(2, 'Repair or remove what is named above, or point to another run.'),
  RESULTS_NOT_YOURS: kind(
    2,
    'Let the results belong to you (`sudo chown -R "$USER" FOLDER`), or run the same command as the user who measured them, e.g. with sudo.',
  ),
  LATEST_TAKEN: kind(2, 'Move it or give it another name, or choose another folder with --results DIR.'),
  RUN_IN_USE: kind(2, 'Wait for what is named above to end, then run the same command again.'),
  ROWS_CHANGED: kind(
    2,
    'Let nothing else write into the folder of a run. `npm run bench -- --resume` goes on with the rows that are whole, and says which are not.',
  ),
  ROWS_RESAVED: kind(
    2,
    'Resume it with --repair: the same rows are written as they were, and what is there now is kept beside.',
  ),
  NOTHING_TO_RESUME: kind(
    2,
    'Start a new run, or print this one with `npm run -s stagebench -- report --run RUN`.',
  ),
  RESUME_REFUSED: kind(2, 'Take back what has changed and resume again, or start a new run.'),
  BUDGET_TOO_SMALL: kind(2, 'Give more time, or leave out apps, strategies or scenarios.'),
  COMPARE_REFUSED: kind(
    2,
    'Name two runs, or two cells, that were measured alike; --force compares unlike ones, and says so in each row.',
  ),
  NOTHING_TO_COMPARE: kind(
    2,
    'Name two different runs that have cells in common, or two different cells (RUN:app/strategy/scenario).',
  ),
  NO_RUN: kind(2, 'Run `npm run bench` first, or name a run folder.'),
  NOT_PUBLISHABLE: kind(
    2,
    'Name a run that a real engine measured to its end, with samples of every cell: `npm run bench -- --resume` goes on with one that was cut off.',
  ),
  DOCS_STALE: kind(1, 'Run `npm run docs` and commit what it changes.'),
  ENGINE_NOT_FOUND: kind(
    2,
    'Start Docker, or run `npm run bench -- --provision` to let Stagebench provision an engine of its own.',
  ),
  ENGINE_UNREACHABLE: kind(
    2,
    'Check that the engine runs and that DOCKER_HOST or the docker context points to it.',
  ),
  ENGINE_TOO_OLD: kind(2, 'Update Docker (API 1.44 or newer), or use `--engine private --provision`.'),
  BUILDX_MISSING: kind(2, 'Install the buildx plugin 0.13 or newer, or use `--engine private --provision`.'),
  ENGINE_LOST: kind(
    2,
    'The rows measured so far are kept. Look at the log of the engine, then `npm run bench -- --resume` goes on.',
  ),
  ENGINE_START: kind(2, 'Read the log named above; `engine down` then `engine up` starts afresh.'),
  ENGINE_STOP: kind(2, 'End the processes named above by hand, then run the same command again.'),
  ENGINE_BUSY: kind(2, 'Wait for what is named above to end, or use another engine.'),
  NEEDS_PRIVATE_ENGINE: kind(2, 'Run it with `--engine private` (and `--provision`, as root on Debian).'),
  ENGINE_REQUEST: kind(2, 'Look at the message of the engine above.'),
  NOT_PROVISIONED: kind(
    2,
    'Run `npm run bench -- --provision`, or `npm run -s stagebench -- engine up --provision`.',
  ),
  PROVISION_NEEDS_ROOT: kind(2, 'Run as root, or install Docker and use `--engine docker`.'),
  PROVISION_NEEDS_DEBIAN: kind(
    2,
    'Provisioning needs Linux with apt (Debian 12 or 13). Elsewhere install Docker and use `--engine docker`.',
  ),
  DOWNLOAD_FAILED: kind(2, 'Check the network, then run the same command again: what is complete is kept.'),
  PROVISION_FAILED: kind(
    2,
    'Free space in the cache folder if it is full, then run the same command again: what is complete is kept.',
  ),
  PACKAGES_CHANGED: kind(
    2,
    'Remove the folder named above, then run the same command again with --provision: the packages are fetched and verified anew.',
  ),
  HASH_MISMATCH: kind(
    2,
    'The damaged file was removed. Run the same command again; if it happens twice, do not trust the mirror.',
  ),
  BASE_UNKNOWN: kind(2, 'Use `--bases registry`, or add a recipe under src/bases/recipes.'),
  BASE_FAILED: kind(
    2,
    'Read the log lines above; `npm run -s stagebench -- bases build` tries again from where it stopped.',
  ),
  REGISTRY_UNREACHABLE: kind(2, 'Check the network, or use `--bases local`.'),
  TRANSFER_FAILED: kind(
    2,
    'Read what the engine and the registry say above. Free disk space if it is full, then measure again.',
  ),
  BUILD_FAILED: kind(1, 'Read the last log lines; the whole log is in the logs folder of the run.'),
  CACHE_NOT_AS_DEMANDED: kind(
    1,
    'The sample is kept as invalid and left out of the summary. Run again; if it repeats, the Dockerfile does not cache as it should.',
  ),
  EDIT_FAILED: kind(1, "Compare the app's files with what the edits in its app.ts expect of them."),
  APP_EXITED: kind(
    1,
    'Read the log of the container; try `docker run` with the image by hand (--keep-images).',
  ),
  APP_NO_ANSWER: kind(
    1,
    'Check that the app listens on HOST (all addresses if it is not set) and PORT, and answers its health path.',
  ),
  APP_WRONG_ANSWER: kind(1, 'Compare the answer with what app.ts promises.'),
  PORT_IN_USE: kind(1, 'Something else took the port between choosing and starting. Run again.'),
  IMAGE_UNREADABLE: kind(
    2,
    'The image could not be read back from the engine. Check free disk space, then run again.',
  ),
  IMAGE_NOT_FOUND: kind(
    2,
    '`docker images`, asked of that engine, says what is there. A file of `docker save` is named by its path, e.g. ./image.tar.',
  ),
  ARCHIVE_UNREADABLE: kind(
    2,
    'Name a file of `docker save IMAGE > FILE`; one that is damaged has to be saved again.',
  ),
  ARCHIVE_TOO_LARGE: kind(
    2,
    'It need not be damaged. Save fewer images at once, or build the image with fewer layers, shorter paths, and entries for the folders of its files.',
  ),
  OUTPUT_UNWRITTEN: kind(2, 'Free space where the output goes, or name another file.'),
  INTERRUPTED: kind(
    130,
    'Run the same command again: what was complete is kept. If builds were being measured, `npm run bench -- --resume` goes on with them.',
  ),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCatalogue;

/** An error from the catalogue: `message` says what happened, `where` names the place in the run. */
export class StagebenchError extends Error {
  override readonly name = 'StagebenchError';
  readonly code: ErrorCode;
  readonly where: string | undefined;

  constructor(code: ErrorCode, message: string, options: { where?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.where = options.where;
  }

  get exitCode(): number {
    return errorCatalogue[this.code].exitCode;
  }

  get fix(): string {
    return errorCatalogue[this.code].fix;
  }
}
