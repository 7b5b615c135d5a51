import { execa } from 'execa';
import type { DockerEndpoint } from './endpoint.ts';

const defaultHost = 'unix:///var/run/docker.sock';

/** The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. */
export async function findEndpoint(environment: NodeJS.ProcessEnv): Promise<DockerEndpoint> {
  const fromVariable = environment['DOCKER_HOST'];
  if (fromVariable) return { host: fromVariable, environment: {}, builder: 'default' };
  const { stdout, failed } = await execa(
    'docker',
    ['context', 'inspect', '--format', '{{.Name}} {{.Endpoints.docker.Host}}'],
    {
      reject: false,
      env: environment,
    },
  );
  const [name, host] = failed ? [] : stdout.trim().split(' ');
  return { host: host || defaultHost, environment: {}, builder: name || 'default' };
}
