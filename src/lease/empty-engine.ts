import { rm } from 'node:fs/promises';
import type { Host } from '../domain/host.ts';
import type { EmptyEngine, Engine } from '../engine/engine.ts';
import { startDaemon } from '../engine/private/daemon/start-daemon.ts';
import { stopDaemon } from '../engine/private/daemon/stop-daemon.ts';
import { privatePaths } from '../engine/private/private-paths.ts';
import { watchMachine } from '../engine/watch-machine.ts';
import { collecting } from '../inspect/collecting-stream.ts';
import { connectRunning } from './connect-running.ts';

/**
 * Starts a second private engine with an empty data root beside `from`, and copies images to it. What an earlier one
 * has left is removed first.
 */
export async function startEmptyEngine(
  from: Engine,
  images: readonly string[],
  context: Host,
): Promise<EmptyEngine> {
  const { environment: env, signal } = context;
  const paths = emptyEnginePaths(env);
  const close = async (): Promise<void> => {
    await removeEmptyEngine(context);
  };
  await close();
  try {
    await startDaemon(paths, { env, signal });
    const engine = await connectRunning(paths, env);
    if (images.length > 0) await engine.loadImages(collecting(await from.saveImages(images)));
    return { engine, close, machine: await watchMachine([from, engine]) };
  } catch (error) {
    await close();
    throw error;
  }
}

const emptyEnginePaths = (env: NodeJS.ProcessEnv) => privatePaths({ env, instance: 'empty' });

/** Stops it and removes everything it holds. Resolves with false if it did not run. */
export async function removeEmptyEngine({ environment }: Pick<Host, 'environment'>): Promise<boolean> {
  const paths = emptyEnginePaths(environment);
  const stopped = await stopDaemon(paths);
  await rm(paths.instanceDir, { recursive: true, force: true });
  return stopped;
}
