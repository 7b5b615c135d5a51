import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { StagebenchError } from '../../../domain/errors.ts';
import { withLock } from '../../../lock/with-lock.ts';
import { findHierarchy } from '../../../node/cpu/control-groups.ts';
import { systemFiles } from '../../../node/cpu/system-files.ts';
import { isProvisioned } from '../apt/provision.ts';
import { checkFiles } from '../apt/unpacked-files.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { cacheFolderProblem } from '../trust/cache-folder-problem.ts';
import { checkTrusted } from '../trust/trusted-folder.ts';
import { writePrivateFile } from '../trust/write-private-file.ts';
import {
  daemonCommand,
  daemonConfigText,
  daemonEnvironment,
  daemonGroup,
  temporaryFolder,
} from './daemon-command.ts';
import { daemonStatus, type DaemonStatus } from './daemon-status.ts';
import { makeHostFolders } from './host-traces.ts';
import { getFromSocket } from './socket-request.ts';
import { stopUnderLock } from './stop-daemon.ts';

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
  readonly uid?: number | undefined;
}

export interface StartedDaemon extends DaemonStatus {
  /** True if it ran already. */
  readonly reused: boolean;
}

const answerTimeoutMs = 60_000;
const lockTimeoutMs = 120_000;
const pollMs = 25;

/**
 * Starts the private engine, or finds it running. It outlives the caller and its terminal. Rejects with
 * NOT_PROVISIONED, CACHE_NOT_TRUSTED, PACKAGES_CHANGED, PROVISION_NEEDS_ROOT, ENGINE_START (with the last lines of the log)
 * or INTERRUPTED.
 */
export async function startDaemon(paths: PrivatePaths, options: StartOptions): Promise<StartedDaemon> {
  for (const folder of [paths.engineRoot, paths.instanceDir, paths.runtimeDir]) checkTrusted(folder);
  const running = await daemonStatus(paths);
  if (running.running) return { ...running, reused: true };
  if (!(await isProvisioned(paths))) {
    throw new StagebenchError('NOT_PROVISIONED', `There is no private engine in ${paths.cacheRoot} yet.`);
  }
  const uid = 'uid' in options ? options.uid : process.getuid?.();
  if (uid !== 0)
    throw new StagebenchError('PROVISION_NEEDS_ROOT', `The private engine needs root; this is user ${uid}.`);
  const purpose = { what: 'starting the private engine' };
  const onWait = () =>
    options.onProgress?.('Waiting for another process that starts or stops the private engine');
  const wait = { timeoutMs: lockTimeoutMs, signal: options.signal, onWait };
  try {
    return await withLock(paths.daemonLock, purpose, wait, () => startUnderLock(paths, options));
  } catch (error) {
    throw cacheFolderProblem('ENGINE_START', paths.cacheRoot, error);
  }
}

/** Starts it while no other process can. */
async function startUnderLock(paths: PrivatePaths, options: StartOptions): Promise<StartedDaemon> {
  const before = await daemonStatus(paths);
  if (before.running) return { ...before, reused: true };
  options.onProgress?.('Starting the private engine');
  // A second engine uses the files that were checked when the first one was started.
  if (paths.instance === 'main') await checkFiles(paths.engineRoot);
  // What a killed or hanging daemon has left.
  await stopUnderLock(paths);
  await writeFolders(paths);
  const exited = launch(paths, options);
  try {
    await waitForAnswer(paths, exited, options.signal);
  } catch (error) {
    await stopUnderLock(paths);
    throw error;
  }
  return { ...(await daemonStatus(paths)), reused: false };
}

/** Everything the daemon and its clients expect to find. */
async function writeFolders(paths: PrivatePaths): Promise<void> {
  await makeHostFolders();
  const plugins = join(paths.dockerConfigDir, 'cli-plugins');
  for (const folder of [paths.dataRoot, paths.execRoot, plugins]) await mkdir(folder, { recursive: true });
  // A daemon that is told where it lies does not empty it.
  await rm(temporaryFolder(paths), { recursive: true, force: true });
  await mkdir(temporaryFolder(paths), { mode: 0o700 });
  await writePrivateFile(paths.daemonConfig, daemonConfigText(paths));
  await rm(join(plugins, 'docker-buildx'), { force: true });
  await symlink(
    join(paths.engineRoot, 'usr/libexec/docker/cli-plugins/docker-buildx'),
    join(plugins, 'docker-buildx'),
  );
  await rename(paths.logFile, `${paths.logFile}.previous`).catch(() => undefined);
  // The daemon appends to it, and may tell of the proxies it goes through.
  await writePrivateFile(paths.logFile, '');
}

/** Starts the process in a session of its own, so that no Ctrl-C reaches it. Resolves, if ever, with how it ended. */
function launch(paths: PrivatePaths, options: StartOptions): Promise<string> {
  const hierarchy = findHierarchy(systemFiles);
  const [program, ...args] = daemonCommand(paths, hierarchy && `${hierarchy.mount}${daemonGroup(paths)}`);
  const subprocess = execa(program, args, {
    env: daemonEnvironment(paths, options.env),
    extendEnv: false,
    cwd: paths.instanceDir,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: 'ignore',
  });
  subprocess.nodeChildProcess.unref();
  return subprocess.then((result) =>
    result.exitCode === undefined ? (result.shortMessage ?? '') : `exit ${result.exitCode}`,
  );
}

/** Waits until the API answers. */
async function waitForAnswer(
  paths: PrivatePaths,
  exited: Promise<string>,
  signal?: AbortSignal,
): Promise<void> {
  let ending: string | undefined;
  void exited.then((how) => (ending = how));
  const deadline = performance.now() + answerTimeoutMs;
  while ((await getFromSocket(paths.socket, '/_ping')) === undefined) {
    if (signal?.aborted)
      throw new StagebenchError('INTERRUPTED', 'Starting the private engine was interrupted.');
    if (ending !== undefined) throw await startError(paths, `ended at once (${ending})`);
    if (performance.now() > deadline)
      throw await startError(paths, `did not answer within ${answerTimeoutMs / 1000} s`);
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** What happened, where the log is, and its last lines. */
async function startError(paths: PrivatePaths, what: string): Promise<StagebenchError> {
  const lines = await logTail(paths.logFile);
  return new StagebenchError(
    'ENGINE_START',
    [`The private engine ${what}. Its log is ${paths.logFile}:`, ...lines].join('\n  '),
  );
}

/** The last lines of the daemon's log, without the noise of containerd loading its plugins. */
async function logTail(file: string, lines = 12): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const useful = text
    .split('\n')
    .filter((line) => line !== '' && !/(skip )?loading plugin|level=debug/.test(line));
  return useful.slice(-lines);
}
