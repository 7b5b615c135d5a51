import type { HostProgram } from '../bases/recipe-context.ts';
import type { Host } from '../domain/host.ts';
import { provisionHostTools } from '../engine/private/apt/host-tools.ts';
import { provision } from '../engine/private/apt/provision.ts';
import { startDaemon } from '../engine/private/daemon/start-daemon.ts';
import { stopDaemon } from '../engine/private/daemon/stop-daemon.ts';
import { privatePaths, type PrivatePaths } from '../engine/private/private-paths.ts';
import { LockHeldError } from '../lock/lock-held-error.ts';
import { acquireLock } from '../lock/lock.ts';
import { connectRunning } from './connect-running.ts';
import type { Connection } from './connection.ts';
import { engineLockFile } from './engine-lock.ts';

/** The private engine that all clones share. */
export const mainEngine = (context: Pick<Host, 'environment'>): PrivatePaths =>
  privatePaths({ env: context.environment });

/** Starts the private engine if need be; one that this process started is stopped by `close`. */
export async function connectPrivate(
  mayProvision: boolean,
  context: Host,
  onProgress: (text: string) => void,
): Promise<Connection> {
  const paths = mainEngine(context);
  const { environment: env, signal } = context;
  if (mayProvision) await provision({ paths, env, signal, onProgress });
  const daemon = await startDaemon(paths, { env, signal, onProgress });
  try {
    const engine = await connectRunning(paths, env);
    const { id } = await engine.info();
    const close = daemon.reused ? async () => {} : () => stopUnlessUsed(paths, id, context);
    const empty = async (images: readonly string[]) =>
      (await import('./empty-engine.ts')).startEmptyEngine(engine, images, context);
    return { engine, clock: context.clock, close, empty };
  } catch (error) {
    if (!daemon.reused) await stopDaemon(paths);
    throw error;
  }
}

/** Another process may have come to use the engine that this one started; then it stays up. */
async function stopUnlessUsed(paths: PrivatePaths, id: string, context: Host): Promise<void> {
  try {
    const lock = await acquireLock(engineLockFile(id, context.environment), {
      what: 'stopping the private engine',
    });
    try {
      await stopDaemon(paths);
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
  }
}

/** Where mmdebstrap is, fetched into the cache folder if it is not there yet. */
export async function findMmdebstrap(
  context: Host,
  onProgress: (text: string) => void,
): Promise<HostProgram> {
  const { environment: env, signal } = context;
  const tools = await provisionHostTools({ paths: mainEngine(context), env, signal, onProgress });
  return { command: tools.mmdebstrap, environment: tools.environment };
}
