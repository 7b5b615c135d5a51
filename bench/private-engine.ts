import { StagebenchError } from '../src/domain/errors.ts';
import type { HostProgram } from '../src/bases/recipe-context.ts';
import { DockerEngine } from '../src/engine/docker/docker-engine.ts';
import { clientEnvironment } from '../src/engine/private/client-environment.ts';
import { provisionHostTools } from '../src/engine/private/host-tools.ts';
import { privatePaths, type PrivatePaths } from '../src/engine/private/private-paths.ts';
import { isProvisioned, provision } from '../src/engine/private/provision.ts';
import { startDaemon } from '../src/engine/private/start-daemon.ts';
import { stopDaemon } from '../src/engine/private/stop-daemon.ts';
import type { Connection } from './connect-engine.ts';
import type { CommandContext } from './context.ts';

/** The private engine that all clones share. */
export const mainEngine = (context: Pick<CommandContext, 'environment'>): PrivatePaths =>
  privatePaths({ env: context.environment });

/** Starts the private engine if need be; one that this process started is stopped by `close`. */
export async function connectPrivate(
  mayProvision: boolean,
  context: CommandContext,
  onProgress: (text: string) => void,
): Promise<Connection> {
  const paths = mainEngine(context);
  const { environment: env, signal } = context;
  if (mayProvision) await provision({ paths, env, signal, onProgress });
  else if (!(await isProvisioned(paths))) {
    throw new StagebenchError('NOT_PROVISIONED', 'The private engine is not provisioned.');
  }
  const daemon = await startDaemon(paths, { env, signal, onProgress });
  const close = async (): Promise<void> => {
    if (!daemon.reused) await stopDaemon(paths);
  };
  try {
    const endpoint = {
      host: `unix://${paths.socket}`,
      environment: clientEnvironment(paths, env),
      builder: 'default',
    };
    return { engine: await DockerEngine.connect('private', endpoint), clock: context.clock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where mmdebstrap is, fetched into the cache folder if it is not there yet. */
export async function findMmdebstrap(
  context: CommandContext,
  onProgress: (text: string) => void,
): Promise<HostProgram> {
  const { environment: env, signal } = context;
  const tools = await provisionHostTools({ paths: mainEngine(context), env, signal, onProgress });
  return { command: tools.mmdebstrap, environment: tools.environment };
}
