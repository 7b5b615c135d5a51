import { StagebenchError } from '../../../domain/errors.ts';
import type { DockerEndpoint } from './endpoint.ts';
import { tlsOfContext, tlsOfEnvironment } from './tls-settings.ts';

const defaultHost = 'unix:///var/run/docker.sock';
/** What the docker CLI takes if TLS is asked for and no host is named. */
const defaultTlsHost = 'tcp://localhost:2376';

/**
 * The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. Throws
 * ENGINE_UNREACHABLE for what the docker CLI refuses, too.
 */
export async function findEndpoint(environment: NodeJS.ProcessEnv): Promise<DockerEndpoint> {
  const fromVariable = environment['DOCKER_HOST'];
  if (fromVariable) {
    if (/^https?:/i.test(fromVariable)) throw noAddressOfDocker(fromVariable);
    const tls = await tlsOfEnvironment(environment);
    return { host: fromVariable, environment: {}, builder: 'default', tls };
  }
  // Who names an engine by DOCKER_HOST does without what asks for it: it takes 0.1 s to load.
  const { currentContext } = await import('./current-context.ts');
  const context = await currentContext(environment);
  if (context === undefined || context.Name === 'default') {
    const tls = await tlsOfEnvironment(environment);
    const host = context?.Endpoints.docker.Host || (tls === undefined ? defaultHost : defaultTlsHost);
    return { host, environment: {}, builder: 'default', tls };
  }
  const { Host, SkipTLSVerify = false } = context.Endpoints.docker;
  const files = { folder: context.Storage?.TLSPath ?? '', names: context.TLSMaterial?.docker ?? [] };
  const tls = await tlsOfContext(context.Name, files, SkipTLSVerify);
  return { host: Host || defaultHost, environment: {}, builder: context.Name, tls };
}

const noAddressOfDocker = (host: string): StagebenchError =>
  new StagebenchError(
    'ENGINE_UNREACHABLE',
    `DOCKER_HOST is ${host}, which the docker CLI does not take: write tcp://, and DOCKER_TLS_VERIFY=1 for TLS.`,
  );
