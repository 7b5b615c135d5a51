import type Dockerode from 'dockerode';
import { StagebenchError } from '../../../domain/errors.ts';
import type { PullOptions } from '../../engine.ts';
import type { LoopbackRegistry } from '../../loopback-registry.ts';
import { listeningOn, untilRegistryAnswers } from '../../until-registry-answers.ts';
import { request, requestOptional } from '../connect/api-error.ts';
import { createDocker } from '../connect/create-docker.ts';
import type { DockerEndpoint } from '../connect/endpoint.ts';
import { pull } from './pull.ts';

export interface RegistryContainerOptions extends PullOptions {
  /** https://hub.docker.com/_/registry */
  readonly image?: string;
  /** A container that was left over is found, and removed, by these. */
  readonly labels: Readonly<Record<string, string>>;
  /** True for an engine that can publish no port. */
  readonly hostNetwork: boolean;
}

const officialImage = 'registry:3';
const port = '5000/tcp';
const tailLines = 12;

/**
 * Starts an empty registry on an engine that can pull its image: the way where Debian's package cannot be had. The
 * engine must be on this machine. Rejects with TRANSFER_FAILED, REGISTRY_UNREACHABLE, ENGINE_LOST, ENGINE_REQUEST or INTERRUPTED.
 */
export async function startRegistryContainer(
  endpoint: DockerEndpoint,
  options: RegistryContainerOptions,
): Promise<LoopbackRegistry> {
  const { image = officialImage, hostNetwork, labels, signal } = options;
  const docker = createDocker(endpoint);
  const there = await requestOptional(`inspect ${image}`, () => docker.getImage(image).inspect());
  if (there === undefined) await pull(docker, image, options);
  const container = await request('create a registry', () =>
    docker.createContainer({
      Image: image,
      Labels: { ...labels },
      Env: environment(hostNetwork),
      ExposedPorts: hostNetwork ? {} : { [port]: {} },
      HostConfig: hostNetwork
        ? { NetworkMode: 'host' }
        : { PortBindings: { [port]: [{ HostIp: '127.0.0.1', HostPort: '' }] } },
    }),
  );
  const logTail = async () => (await logOf(container)).split('\n').filter(Boolean).slice(-tailLines);
  const close = async (): Promise<void> => {
    await requestOptional('remove the registry', () => container.remove({ force: true, v: true }));
  };
  try {
    await request('start the registry', () => container.start());
    const host = async () => (hostNetwork ? listeningOn(await logOf(container)) : publishedHost(container));
    const ending = () => endingOf(container);
    return { host: await untilRegistryAnswers({ host, ending, logTail }, signal), logTail, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What our own configuration says, for the one that comes with the image. */
function environment(hostNetwork: boolean): string[] {
  return [
    `REGISTRY_HTTP_ADDR=${hostNetwork ? '127.0.0.1:0' : ':5000'}`,
    // The image's configuration has a second server for debugging.
    'REGISTRY_HTTP_DEBUG_ADDR=',
    'REGISTRY_HTTP_RELATIVEURLS=true',
    'REGISTRY_LOG_LEVEL=info',
    'REGISTRY_LOG_ACCESSLOG_DISABLED=true',
    'OTEL_TRACES_EXPORTER=none',
  ];
}

/** Where the engine has published the port; undefined as long as it has not. */
async function publishedHost(container: Dockerode.Container): Promise<string | undefined> {
  const { NetworkSettings } = await request('inspect the registry', () => container.inspect());
  const bound = NetworkSettings.Ports[port]?.[0]?.HostPort;
  return bound === undefined ? undefined : `127.0.0.1:${bound}`;
}

async function endingOf(container: Dockerode.Container): Promise<string | undefined> {
  const { State } = await request('inspect the registry', () => container.inspect());
  return State.Running ? undefined : `exit ${State.ExitCode}`;
}

/** Everything it has written. Its frames (a few bytes before each line) do no harm here. */
async function logOf(container: Dockerode.Container): Promise<string> {
  const log = await requestOptional('read the log of the registry', () =>
    container.logs({ stdout: true, stderr: true, follow: false }),
  );
  if (log === undefined) throw new StagebenchError('TRANSFER_FAILED', 'The registry on loopback is gone.');
  return log.toString('utf8');
}
