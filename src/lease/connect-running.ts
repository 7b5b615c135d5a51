import type { DockerEngine } from '../engine/docker/docker-engine.ts';
import { clientEnvironment } from '../engine/private/daemon/client-environment.ts';
import type { PrivatePaths } from '../engine/private/private-paths.ts';
import { checkTrusted } from '../engine/private/trust/trusted-folder.ts';

/** Connects to a private engine that runs. Rejects with CACHE_NOT_TRUSTED: its client and its plugins are executed. */
export async function connectRunning(paths: PrivatePaths, env: NodeJS.ProcessEnv): Promise<DockerEngine> {
  for (const folder of [paths.engineRoot, paths.dockerConfigDir, paths.runtimeDir]) checkTrusted(folder);
  const { DockerEngine } = await import('../engine/docker/docker-engine.ts');
  const environment = clientEnvironment(paths, env);
  return DockerEngine.connect('private', {
    ...{ host: `unix://${paths.socket}`, environment, builder: 'default', controlGroup: paths.cgroupParent },
  });
}
