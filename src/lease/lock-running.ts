import type { Host } from '../domain/host.ts';
import { daemonStatus } from '../engine/private/daemon/daemon-status.ts';
import type { PrivatePaths } from '../engine/private/private-paths.ts';
import type { Lock, LockPurpose } from '../lock/lock.ts';
import { connectRunning } from './connect-running.ts';
import { engineLock } from './engine-lock.ts';

/**
 * Takes the lock of a private engine if it runs, so that it is not stopped under a run. Throws ENGINE_BUSY; undefined if
 * it does not run, or does not answer any more.
 */
export async function lockRunning(
  paths: PrivatePaths,
  purpose: LockPurpose,
  context: Host,
): Promise<Lock | undefined> {
  if (!(await daemonStatus(paths)).running) return undefined;
  const info = await connectRunning(paths, context.environment)
    .then((engine) => engine.info())
    .catch(() => undefined);
  return info === undefined ? undefined : engineLock(info, purpose, context);
}
