import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { StagebenchError } from '../../domain/errors.ts';
import type { DockerEndpoint, TlsFiles } from './endpoint.ts';

const defaultHost = 'unix:///var/run/docker.sock';

/** The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. */
export async function findEndpoint(environment: NodeJS.ProcessEnv): Promise<DockerEndpoint> {
  const fromVariable = environment['DOCKER_HOST'];
  if (fromVariable) {
    return { host: fromVariable, environment: {}, builder: 'default', tls: await tlsFiles(environment) };
  }
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

/** As the docker CLI: DOCKER_TLS_VERIFY asks for certificates, DOCKER_CERT_PATH says where they lie. */
async function tlsFiles(environment: NodeJS.ProcessEnv): Promise<TlsFiles | undefined> {
  const folder = environment['DOCKER_CERT_PATH'];
  if (!environment['DOCKER_TLS_VERIFY'] || !folder) return undefined;
  const read = (name: string) =>
    readFile(path.join(folder, name)).catch((error: unknown) => {
      throw new StagebenchError('ENGINE_UNREACHABLE', `DOCKER_CERT_PATH has no readable ${name}.`, {
        cause: error,
      });
    });
  return { ca: await read('ca.pem'), cert: await read('cert.pem'), key: await read('key.pem') };
}
