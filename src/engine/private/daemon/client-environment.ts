import type { PrivatePaths } from '../private-paths.ts';
import { engineSearchPath } from './daemon-command.ts';

// Any of these would lead the docker client, or buildx, to another engine or builder than ours.
const misleading = [
  'BUILDX_BUILDER',
  'BUILDX_CONFIG',
  'BUILDKIT_HOST',
  'DOCKER_API_VERSION',
  'DOCKER_CERT_PATH',
  'DOCKER_CONTEXT',
  'DOCKER_TLS',
  'DOCKER_TLS_VERIFY',
] as const;

/**
 * What to lay over the environment of a docker client so that it speaks to the private engine, with the engine's own
 * client and buildx. `undefined` means: not set.
 */
export function clientEnvironment(
  paths: PrivatePaths,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(misleading.map((name) => [name, undefined])),
    DOCKER_HOST: `unix://${paths.socket}`,
    DOCKER_CONFIG: paths.dockerConfigDir,
    PATH: engineSearchPath(paths, env),
  };
}
