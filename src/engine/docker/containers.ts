import { createServer, type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import { StagebenchError } from '../../domain/errors.ts';
import type { AppContainer, ContainerRequest } from '../engine.ts';
import { request, requestOptional } from './api-error.ts';
import { httpGet } from './http-get.ts';

/** A port on loopback that nothing uses at this moment. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/**
 * Creates a container of an app the way a careful operator would run it: root filesystem read-only, a tmpfs for /tmp,
 * no new privileges, the image's own user, a port on loopback only.
 */
export async function createAppContainer(
  docker: Dockerode,
  wanted: ContainerRequest,
  hostNetwork: boolean,
): Promise<AppContainer> {
  const hostPort = hostNetwork ? await freePort() : undefined;
  const exposed = `${wanted.port}/tcp`;
  const container = await request('create a container', () =>
    docker.createContainer({
      Image: wanted.image,
      Labels: { ...wanted.labels },
      Env: [`PORT=${hostPort ?? wanted.port}`],
      ...(hostPort === undefined ? { ExposedPorts: { [exposed]: {} } } : {}),
      HostConfig: {
        ReadonlyRootfs: true,
        Tmpfs: { '/tmp': 'rw,nosuid,nodev' },
        SecurityOpt: ['no-new-privileges'],
        ...(hostPort === undefined
          ? { PortBindings: { [exposed]: [{ HostIp: '127.0.0.1', HostPort: '' }] } }
          : { NetworkMode: 'host' }),
      },
    }),
  );
  let origin: string | undefined;
  return {
    id: container.id,
    start: async () => {
      await request('start the container', () => container.start());
    },
    ask: async (path, timeoutMs) => {
      origin ??= `http://127.0.0.1:${hostPort ?? (await publishedPort(container, exposed))}`;
      return httpGet(`${origin}${path}`, timeoutMs);
    },
    exitCode: async () => {
      const inspection = await requestOptional('inspect the container', () => container.inspect());
      return inspection === undefined || inspection.State.Running || inspection.State.Status === 'created'
        ? undefined
        : inspection.State.ExitCode;
    },
    logTail: (lines) => logTail(docker, container, lines),
    remove: async () => {
      await requestOptional('stop the container', () => container.stop({ t: 5 })).catch(() => undefined);
      await requestOptional('remove the container', () => container.remove({ force: true, v: true }));
    },
  };
}

/** The port on loopback that the engine chose for a container port. */
async function publishedPort(container: Dockerode.Container, exposed: string): Promise<string> {
  const inspection = await request('inspect the container', () => container.inspect());
  const bound = inspection.NetworkSettings.Ports[exposed]?.[0]?.HostPort;
  if (bound === undefined)
    throw new StagebenchError('ENGINE_REQUEST', `The engine published no port for ${exposed}.`);
  return bound;
}

/** The last lines the container wrote, stdout and stderr as they came. */
async function logTail(docker: Dockerode, container: Dockerode.Container, lines: number): Promise<string> {
  const data = await requestOptional('read the log of the container', () =>
    container.logs({ stdout: true, stderr: true, tail: lines, follow: false }),
  );
  if (data === undefined || data.length === 0) return '';
  const merged = new PassThrough();
  const source = new PassThrough();
  docker.modem.demuxStream(source, merged, merged);
  source.end(data);
  source.on('end', () => merged.end());
  const chunks: Buffer[] = [];
  for await (const chunk of merged) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').trimEnd();
}
