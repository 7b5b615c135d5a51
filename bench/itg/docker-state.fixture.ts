import { execa } from 'execa';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';

/** The docker CLI on one engine; stdout of what it prints. */
export const dockerOn =
  ({ environment, host }: Pick<DockerEndpoint, 'environment' | 'host'>) =>
  async (...args: string[]): Promise<string> =>
    (await execa('docker', args, { env: { ...environment, DOCKER_HOST: host } })).stdout;

/** Everything an engine holds, as the docker CLI tells it, line by line and sorted. */
export async function dockerState(docker: ReturnType<typeof dockerOn>) {
  const lines = async (...args: string[]) => (await docker(...args)).split('\n').filter(Boolean).toSorted();
  const usage = await docker('buildx', 'du', '--verbose');
  return {
    images: await lines('images', '--all', '--no-trunc', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}'),
    containers: await lines(
      'ps',
      '--all',
      '--no-trunc',
      '--format',
      '{{.ID}} {{.Image}} {{.Names}} {{.State}}',
    ),
    volumes: await lines('volume', 'ls', '--format', '{{.Name}}'),
    cacheRecords: [...usage.matchAll(/^ID:\s+(\S+)/gm)].map(([, id]) => id).toSorted(),
  };
}
