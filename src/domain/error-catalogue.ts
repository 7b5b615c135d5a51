/**
 * Every known error. `exitCode` 1: some cells failed; 2: usage, environment or other known error; 130: interrupted.
 * `fix` says what to do.
 */
interface ErrorKind {
  readonly exitCode: 1 | 2 | 130;
  readonly fix: string;
}

const kind = (exitCode: ErrorKind['exitCode'], fix: string): ErrorKind => ({ exitCode, fix });

export const errorCatalogue = {
  USAGE: kind(2, 'Run the command with --help: it lists options and examples.'),
  UNKNOWN_NAME: kind(2, 'Use one of the names above.'),
  EMPTY_SELECTION: kind(
    2,
    'Name at least one app, one strategy and one scenario. Without the option, all are selected.',
  ),
  MISSING_DOCKERFILE: kind(2, 'Add the Dockerfile, or leave out the strategy or the app.'),
  PROJECT_UNREADABLE: kind(
    2,
    'Mend the file above. If none is named, name the folder of a Node, Go or Python project.',
  ),
  PROJECT_NOT_FOUND: kind(2, 'Name the folder of a project with --project DIR.'),
  NO_DOCKERFILE: kind(
    2,
    'Name the Dockerfiles with --dockerfile NAME=PATH (repeatable), or write them first.',
  ),
  PROJECT_CONFIG: kind(
    2,
    'Mend what is named above. docs/project.md says what options and stagebench.json may say.',
  ),
  CONTEXT_UNREADABLE: kind(2, 'Make the files readable, or name them in the .dockerignore of the project.'),
  RESULTS_NOT_WRITABLE: kind(
    2,
    'Make the folder writable and check that its disk has free space, or choose another folder with --results DIR.',
  ),
  NOT_A_REPOSITORY: kind(
    2,
    'Name the folder of a project that git knows with --project DIR. What is compared are its commits.',
  ),
  REF_UNKNOWN: kind(
    2,
    'Name a branch, a tag or a commit that this clone has. `git log --oneline` lists commits.',
  ),
  REFS_ALIKE: kind(2, 'Name two commits in which the project has a Dockerfile that can be compared.'),
  TEMPORARY_NOT_WRITABLE: kind(2, 'Free some space there, or set TMPDIR to an existing, writable folder.'),
  CACHE_NOT_WRITABLE: kind(2, 'Free some space, or set XDG_CACHE_HOME to a writable folder.'),
  CACHE_NOT_TRUSTED: kind(
    2,
    'Make the folder above your own and close it to others (chown, chmod go-w), or set XDG_CACHE_HOME to a folder of your own. With sudo, use `sudo -H`. If other users may have put files there, remove the folder first.',
  ),
  CACHE_IN_USE: kind(2, 'Unmount the folder above (umount FOLDER), then run the same command again.'),
  CACHE_NOT_REMOVED: kind(
    2,
    'Remove it as its owner, e.g. with `sudo rm -r FOLDER`, then run the same command again.',
  ),
  NO_NIGHT: kind(2, 'Run `stagebench nightly` first, or name another history with --history DIR.'),
  NO_HISTORY: kind(
    2,
    'Name a folder that holds a history, that is empty, or that is not there yet, with --history DIR.',
  ),
  HISTORY_MIXED: kind(
    2,
    'Give the made-up nights a history of their own with --history DIR. What is made up must not stand beside what was measured.',
  ),
  ALERTS_UNREADABLE: kind(2, 'Name the file that `nightly` has written, e.g. results/night/alerts.json.'),
  TRACKER_UNKNOWN: kind(
    2,
    'Set GITHUB_REPOSITORY and GITHUB_TOKEN, or CI_API_V4_URL, CI_PROJECT_ID and STAGEBENCH_TOKEN of GitLab.',
  ),
  TRACKER_FAILED: kind(
    2,
    'Check the address of the server, and that the token may write issues. Then run the same command again: what was done is not done twice.',
  ),
  PAST_GONE: kind(
    2,
    'Fetch the whole history of the repository (`git fetch --unshallow`), or name nights whose commits are there with --before and --after.',
  ),
  SIDES_FAILED: kind(
    2,
    'Read the rows of that run: builds that fail cannot be compared. Mend them, and ask again.',
  ),
  BASE_GONE: kind(
    2,
    'Bases of before stay on the engine that built or pulled them, until `clean`. Ask on that engine, or name other nights with --before and --after.',
  ),
  HISTORY_UNREADABLE: kind(
    2,
    'Nothing was changed. Mend the line above (after a merge: keep the rows of both sides, without the marks), or take the file back from git.',
  ),
  HISTORY_NOT_WRITABLE: kind(
    2,
    'Make the folder writable and check that its disk has free space, or choose another one with --history DIR.',
  ),
  RESULTS_UNREADABLE: kind(2, 'Repair or remove the file or folder above, or name another run.'),
  RESULTS_NOT_YOURS: kind(
    2,
    'Take over the results (`sudo chown -R "$USER" FOLDER`), or run the same command as their owner, e.g. with sudo.',
  ),
  LATEST_TAKEN: kind(2, 'Move or rename the file above, or choose another folder with --results DIR.'),
  RUN_IN_USE: kind(2, 'Wait until that process ends, then run the same command again.'),
  ROWS_CHANGED: kind(
    2,
    'Make sure that nothing else writes into the folder of the run. `npm run bench -- --resume` then goes on from the complete rows and says which ones are damaged.',
  ),
  ROWS_RESAVED: kind(
    2,
    'Resume with --repair. It writes the same rows in their original form and keeps a copy of the changed file.',
  ),
  NOTHING_TO_RESUME: kind(
    2,
    'To add rounds: `npm run bench -- --resume RUN --rounds N`, with a larger N than it has. Start a new run, or print the finished one: `npm run -s stagebench -- report --run RUN`.',
  ),
  RUN_IS_A_COPY: kind(
    2,
    'Name the run itself: `npm run bench -- --resume RUN-ID --rounds N`. If it is not there any more, start a new run.',
  ),
  ROUNDS_TOO_FEW: kind(
    2,
    'Give a larger number. To print what it has: `npm run -s stagebench -- report --run RUN`.',
  ),
  NO_SHARD: kind(
    2,
    'Name folders of runs that were made with `--shard`, or folders in which these lie. docs/scale.md shows how.',
  ),
  SHARD_TWICE: kind(2, 'Name one of the two.'),
  SHARDS_DIFFER: kind(
    2,
    'Measure all shards with the same version, definitions, bases and options, and give all of them the same --seed and --balance.',
  ),
  RESUME_REFUSED: kind(2, 'Undo the changes above and resume again, or start a new run.'),
  BUDGET_TOO_SMALL: kind(2, 'Give a larger budget, or leave out apps, strategies or scenarios.'),
  COMPARE_REFUSED: kind(
    2,
    'Name two runs (or cells) of the same engine, machine and bases. --force compares the others too, and says in each row what differs.',
  ),
  NOTHING_TO_COMPARE: kind(
    2,
    'Name two different runs that have cells in common, or two different cells (RUN:app/strategy/scenario).',
  ),
  NO_RUN: kind(2, 'Run `npm run bench` first, or name the folder of a run.'),
  NOT_PUBLISHABLE: kind(
    2,
    'Name a finished run of a real engine that has samples of every cell. `npm run bench -- --resume` finishes an interrupted run.',
  ),
  DOCS_STALE: kind(
    1,
    'Write them with `npm run -s stagebench -- tables FILE…`, which is the same command without --check, and commit what it changes.',
  ),
  MARKER_UNREADABLE: kind(
    2,
    'Mend the marker. docs/tables.md says what may stand there; `stagebench tables --list` names the tables with an example of each.',
  ),
  PAGE_UNREADABLE: kind(2, 'Name Markdown files, e.g. README.md docs/*.md.'),
  PAGE_NOT_WRITABLE: kind(2, 'Make the files or folders above writable, then run the same command again.'),
  ENGINE_NOT_FOUND: kind(
    2,
    'Start Docker. Or run `npm run bench -- --provision`: Stagebench then fetches a private engine.',
  ),
  ENGINE_UNREACHABLE: kind(
    2,
    'Check that the engine runs, and that DOCKER_HOST or the Docker context names it.',
  ),
  ENGINE_TOO_OLD: kind(2, 'Update Docker (API 1.44 or newer), or use `--engine private --provision`.'),
  BUILDX_MISSING: kind(2, 'Install the buildx plugin 0.13 or newer, or use `--engine private --provision`.'),
  BUILDER_NOT_FOUND: kind(
    2,
    'List the builders with `docker buildx ls`. Another user, or a private engine, has others: BUILDX_CONFIG names their folder.',
  ),
  BUILDER_UNREACHABLE: kind(
    2,
    'Start it (`docker buildx inspect --bootstrap NAME`, or the BuildKit behind it), then run the same command again.',
  ),
  PLATFORM_MISSING: kind(
    2,
    'Install its emulator there (binfmt: Debian has qemu-user-static), or name a builder with --builder.',
  ),
  BUILDER_NO_ARCHIVE: kind(
    2,
    'Leave out --builder: the engine then builds and keeps the image itself. Or let the engine use the containerd image store.',
  ),
  BUILDER_NO_CACHE_EXPORT: kind(
    2,
    'Measure on a builder that exports caches and reaches the loopback of this machine (--builder NAME --builder-is-mine), or let the engine use the containerd image store. The docker driver exports an inline cache alone.',
  ),
  CACHE_NOT_OURS: kind(
    2,
    'Measure on the private engine (--engine private), or on a builder on which nobody else builds (--builder NAME --builder-is-mine).',
  ),
  ENGINE_LOST: kind(
    2,
    'The rows measured so far are kept. Read the log of the engine, then run `npm run bench -- --resume` to go on.',
  ),
  ENGINE_START: kind(
    2,
    'Read the log above. To start the engine again: `npm run -s stagebench -- engine down`, then `engine up`.',
  ),
  ENGINE_STOP: kind(2, 'End the processes above by hand, then run the same command again.'),
  ENGINE_BUSY: kind(
    2,
    'Wait until that process ends, then run the same command again. Or interrupt it with Ctrl-C: a run keeps its rows, and `npm run bench -- --resume` goes on with it later.',
  ),
  NEEDS_PRIVATE_ENGINE: kind(
    2,
    'Add `--engine private`. If there is no private engine yet, also add `--provision` (as root on Debian).',
  ),
  ENGINE_REQUEST: kind(2, 'Read the message of the engine above.'),
  NOT_PROVISIONED: kind(
    2,
    'Run `npm run bench -- --provision`, or `npm run -s stagebench -- engine up --provision`.',
  ),
  PROVISION_NEEDS_ROOT: kind(2, 'Run as root, or install Docker and use `--engine docker`.'),
  PROVISION_NEEDS_DEBIAN: kind(
    2,
    'Provisioning needs Linux with apt (Debian 12 or 13). Elsewhere install Docker and use `--engine docker`.',
  ),
  DOWNLOAD_FAILED: kind(2, 'Check the network, then run the same command again. Complete files are kept.'),
  PROVISION_FAILED: kind(
    2,
    'If the disk of the cache folder is full, free some space. Then run the same command again. Complete files are kept.',
  ),
  PACKAGES_CHANGED: kind(
    2,
    'Remove the folder above, then run the same command again with --provision. It fetches and verifies the packages anew.',
  ),
  HASH_MISMATCH: kind(
    2,
    'The damaged file was removed. Run the same command again. If this happens twice, do not trust the mirror.',
  ),
  BASE_UNKNOWN: kind(2, 'Use `--bases registry`, or add a recipe under src/bases/recipes.'),
  BASE_UNMAPPED: kind(
    2,
    'Add the --map words above, or use `--bases registry` where a registry can be reached.',
  ),
  BASE_OTHER_PLATFORM: kind(2, 'Use `--bases registry` where one can be reached, or what the engine runs.'),
  FRONTEND_MISSING: kind(
    2,
    'Leave out the line `# syntax=` if the Dockerfile needs nothing that the builder itself lacks. Or bring the frontend: where its registry answers, `docker pull` and `docker save` it; here, `docker load` it on the engine.',
  ),
  BASE_FAILED: kind(
    2,
    'Read the log lines above. `npm run -s stagebench -- bases build` goes on from there.',
  ),
  REGISTRY_UNREACHABLE: kind(2, 'Check the network, or use `--bases local`.'),
  TRANSFER_FAILED: kind(
    2,
    'Read the messages of the engine and the registry above. If the disk is full, free some space. Then measure again.',
  ),
  BUILD_FAILED: kind(1, 'Read the last log lines. The whole log is in the logs folder of the run.'),
  CACHE_NOT_AS_DEMANDED: kind(
    1,
    'The sample is kept as invalid and left out of the summary. Run again. If this happens again, the Dockerfile does not cache as its strategy says.',
  ),
  MACHINE_BUSY: kind(
    1,
    'The sample is kept as disturbed, left out of the summary and taken again at the end of the run. Stop other programs while a run goes on.',
  ),
  EDIT_FAILED: kind(1, "Compare the app's files with the edits in its app.ts."),
  APP_EXITED: kind(
    1,
    'Read the log of the container. With --keep-images, the image stays for a `docker run` by hand.',
  ),
  APP_NO_ANSWER: kind(
    1,
    'Check that the app listens on HOST and PORT (on all addresses without HOST), and answers on its health path.',
  ),
  APP_WRONG_ANSWER: kind(1, 'Compare the answer with the one that app.ts promises.'),
  PORT_IN_USE: kind(1, 'Another process took the port just before the start. Run again.'),
  SERVICE_IMAGE: kind(
    2,
    'Name an image that can be had, or a Dockerfile of the project as `dockerfile` of the service.',
  ),
  SERVICE_NOT_READY: kind(
    2,
    'Read its log lines above. `ready` of the service in stagebench.json says what shows that it is ready, and `timeoutSeconds` how long it may take.',
  ),
  IMAGE_UNREADABLE: kind(2, 'Check the free disk space, then run again.'),
  IMAGE_NOT_FOUND: kind(
    2,
    'List the images of that engine with `docker images`, and use one of these names. To inspect a file of `docker save`, give its path, e.g. ./image.tar.',
  ),
  ARCHIVE_UNREADABLE: kind(
    2,
    'Name a file that `docker save IMAGE > FILE` wrote. If the file is damaged, save the image again.',
  ),
  ARCHIVE_TOO_LARGE: kind(
    2,
    'The file may be intact. Save fewer images at once, or build the image with fewer layers, shorter paths, and entries for the folders of its files.',
  ),
  OUTPUT_UNWRITTEN: kind(
    2,
    'Make sure that the place of the output is writable and has free space, or name another file.',
  ),
  INTERRUPTED: kind(
    130,
    'Complete results are kept. A run whose builds had begun goes on with `npm run bench -- --resume`. Anything else: run the same command again.',
  ),
} as const satisfies Record<string, ErrorKind>;
