import type { Lock, LockPurpose } from '../../src/lock/lock.ts';
import { daemonStatus } from '../../src/engine/private/daemon/daemon-status.ts';
import type { PrivatePaths } from '../../src/engine/private/private-paths.ts';
import type { Host } from '../../src/domain/host.ts';
import { engineLock } from './engine-lock.ts';
import { connectRunning } from './connect-running.ts';

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
