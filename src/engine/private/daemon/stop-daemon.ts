import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { StagebenchError } from '../../../domain/errors.ts';
import { withLock } from '../../../lock/with-lock.ts';
import { listProcesses, type ProcessEntry } from '../../list-processes.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { engineProcesses, findDaemon } from './engine-processes.ts';
import { removeControlGroups, removeHostFolders } from './host-traces.ts';

export interface StopOptions {
  readonly onProgress?: ((text: string) => void) | undefined;
  /** How long dockerd may take to end its containers and itself before it is killed. */
  readonly gracePeriodMs?: number;
}

const pollMs = 25;
const lockTimeoutMs = 120_000;
const killTimeoutMs = 10_000;

/**
 * Stops the private engine with everything it runs, and removes what it left outside its folders. Resolves with false
 * if nothing ran. Rejects with ENGINE_STOP if something cannot be ended.
 */
export async function stopDaemon(paths: PrivatePaths, options: StopOptions = {}): Promise<boolean> {
  if (!existsSync(paths.instanceDir) && engineProcesses(await listProcesses(), paths).length === 0)
    return false;
  const purpose = { what: 'stopping the private engine' };
  return await withLock(paths.daemonLock, purpose, { timeoutMs: lockTimeoutMs }, () =>
    stopUnderLock(paths, options),
  );
}

/** Stops it while no other process can start it. Also ends what a killed daemon has left behind. */
export async function stopUnderLock(paths: PrivatePaths, options: StopOptions = {}): Promise<boolean> {
  const processes = await listProcesses();
  const ours = engineProcesses(processes, paths);
  const daemon = findDaemon(processes, paths);
  if (daemon !== undefined) {
    options.onProgress?.('Stopping the private engine');
    kill(daemon.pid, 'SIGTERM');
    await waitUntilGone(paths, options.gracePeriodMs ?? 30_000, () => undefined);
  }
  const left = await waitUntilGone(paths, killTimeoutMs, ({ pid }) => kill(pid, 'SIGKILL'));
  if (left.length > 0) {
    const names = left.map(({ pid, args }) => `${pid} ${args.slice(0, 3).join(' ')}`);
    throw new StagebenchError(
      'ENGINE_STOP',
      ['These processes of the private engine do not end:', ...names].join('\n  '),
    );
  }
  await rm(paths.runtimeDir, { recursive: true, force: true });
  await removeControlGroups(paths);
  await removeHostFolders();
  return ours.length > 0;
}

/** Looks at the engine's processes until none is left or the time is up; gives those that are left. */
async function waitUntilGone(
  paths: PrivatePaths,
  timeoutMs: number,
  onEach: (entry: ProcessEntry) => void,
): Promise<readonly ProcessEntry[]> {
  for (const deadline = performance.now() + timeoutMs; ;) {
    const left = engineProcesses(await listProcesses(), paths);
    if (left.length === 0 || performance.now() > deadline) return left;
    left.forEach(onEach);
    await delay(pollMs);
  }
}

/** Sends a signal; a process that is gone already is fine. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
