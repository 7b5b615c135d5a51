import { PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import { StagebenchError } from '../../domain/errors.ts';
import type { AppContainer, ContainerRequest, ContainerSettings } from '../engine.ts';
import { request, requestOptional } from './connect/api-error.ts';
import { askPlaces, freePort, onePlaceListens, placesOf } from './container-ports.ts';

/**
 * Creates a container of an app the way a careful operator would run it: root filesystem read-only, a tmpfs for /tmp,
 * no new privileges, the image's own user, a port on loopback only. One that is run as it is has what `docker run` gives it,
 * and a port on loopback.
 */
export async function createAppContainer(
  docker: Dockerode,
  wanted: ContainerRequest,
  hostNetwork: boolean,
): Promise<AppContainer> {
  const { asIs, port } = wanted;
  const keeps = asIs?.ownPort === true;
  if (keeps && hostNetwork && port !== undefined && (await isTaken(port)))
    throw new StagebenchError(
      'PORT_IN_USE',
      `Something else on this machine listens on port ${port}, and the engine has no network of its own for containers.`,
    );
  const ofHost = hostNetwork && port !== undefined;
  const hostPort = !ofHost ? undefined : keeps ? port : await freePort();
  // What listens there already is somebody else's, and would answer for the app.
  const ownPorts =
    asIs && !keeps && hostPort !== undefined && port !== undefined && !(await isTaken(port)) ? [port] : [];
  const exposed = `${port ?? 0}/tcp`;
  const container = await request('create a container', () =>
    docker.createContainer({
      Image: wanted.image,
      Labels: { ...wanted.labels },
      Env: [...(keeps ? [] : portEnvironment(port, hostPort)), ...environmentOf(asIs)],
      ...(port !== undefined && hostPort === undefined ? { ExposedPorts: { [exposed]: {} } } : {}),
      ...settingsOf(asIs),
      HostConfig: {
        ...(asIs === undefined && {
          ...{ ReadonlyRootfs: true, Tmpfs: { '/tmp': 'rw,nosuid,nodev' } },
          SecurityOpt: ['no-new-privileges'],
        }),
        ...(asIs?.hosts && { ExtraHosts: Object.entries(asIs.hosts).map((one) => one.join(':')) }),
        ...networkOf(hostNetwork, port === undefined ? undefined : exposed),
      },
    }),
  );
  let places: ReturnType<typeof placesOf> | undefined;
  const whereItListens = async () => {
    if (port === undefined) return [];
    places ??= placesOf(hostPort ?? Number(await publishedPort(container, exposed)), ownPorts);
    // A sample obeys HOST, and the engine publishes on this address alone.
    return asIs !== undefined && hostNetwork ? places : places.slice(0, 1);
  };
  return {
    id: container.id,
    start: async () => {
      await request('start the container', () => container.start());
    },
    address: () => (hostNetwork ? Promise.resolve('127.0.0.1') : addressOf(container)),
    ask: async (path, timeoutMs) => askPlaces(await whereItListens(), path, timeoutMs),
    listens: async (timeoutMs) => onePlaceListens(await whereItListens(), timeoutMs),
    health: async () => {
      const inspection = await requestOptional('inspect the container', () => container.inspect());
      return healthOf(inspection?.State.Health?.Status);
    },
    exitCode: async () => {
      const inspection = await requestOptional('inspect the container', () => container.inspect());
      return inspection === undefined || inspection.State.Running || inspection.State.Status === 'created'
        ? undefined
        : inspection.State.ExitCode;
    },
    logTail: (lines) => logTail(docker, container, lines),
    memoryBytes: () => memoryBytes(container),
    stop: (graceMs) => stop(container, graceMs),
    remove: async () => {
      await requestOptional('remove the container', () => container.remove({ force: true, v: true }));
    },
  };
}

/** In the host's network all addresses are the machine's: everybody who reaches the machine would reach the app. */
const portEnvironment = (port: number | undefined, hostPort: number | undefined): string[] =>
  port === undefined
    ? []
    : hostPort === undefined
      ? [`PORT=${port}`]
      : ['HOST=127.0.0.1', `PORT=${hostPort}`];

const environmentOf = (asIs: ContainerSettings | undefined): string[] =>
  Object.entries(asIs?.environment ?? {}).map(([name, value]) => `${name}=${value}`);

const settingsOf = (asIs: ContainerSettings | undefined): Dockerode.ContainerCreateOptions => ({
  ...(asIs?.command && { Cmd: [...asIs.command] }),
  ...(asIs?.user !== undefined && { User: asIs.user }),
  ...(asIs?.volumes && { Volumes: Object.fromEntries(asIs.volumes.map((place) => [place, {}])) }),
  // Without a test it is that of the image, asked more often than every 30 s: a start would last as long.
  ...(asIs && {
    Healthcheck: {
      Interval: healthEveryNs,
      ...(asIs.healthcheck && { Test: ['CMD', ...asIs.healthcheck] }),
    },
  }),
});

/** How often the HEALTHCHECK of an image is run; ns. */
const healthEveryNs = 500_000_000;

const networkOf = (hostNetwork: boolean, exposed: string | undefined): Dockerode.HostConfig => {
  if (hostNetwork) return { NetworkMode: 'host' };
  return exposed === undefined
    ? {}
    : { PortBindings: { [exposed]: [{ HostIp: '127.0.0.1', HostPort: '' }] } };
};

const isTaken = async (port: number): Promise<boolean> => onePlaceListens(placesOf(port, []), 500);

const healthOf = (status: string | undefined): Awaited<ReturnType<AppContainer['health']>> =>
  status === 'healthy' || status === 'unhealthy' || status === 'starting' ? status : undefined;

/** The port on loopback that the engine chose for a container port. */
async function publishedPort(container: Dockerode.Container, exposed: string): Promise<string> {
  const inspection = await request('inspect the container', () => container.inspect());
  const bound = inspection.NetworkSettings.Ports[exposed]?.[0]?.HostPort;
  if (bound === undefined)
    throw new StagebenchError('ENGINE_REQUEST', `The engine published no port for ${exposed}.`);
  return bound;
}

/** In the network that the engine puts containers into if nobody names another. */
async function addressOf(container: Dockerode.Container): Promise<string> {
  const inspection = await request('inspect the container', () => container.inspect());
  const address = Object.values(inspection.NetworkSettings.Networks)[0]?.IPAddress;
  if (address !== undefined && address !== '') return address;
  throw new StagebenchError('ENGINE_REQUEST', 'The engine gave the container no address.');
}

/**
 * Read at this moment: `one-shot` passes by the engine's collector, which runs once a second
 * (https://github.com/moby/moby/pull/46448, in every engine that is new enough for us). An engine that cannot say is no
 * fault of the container.
 */
async function memoryBytes(container: Dockerode.Container): Promise<number | undefined> {
  try {
    const once = { stream: false, 'one-shot': true } as const;
    return anonymousMemory(await request('read the memory of the container', () => container.stats(once)));
  } catch (error) {
    if (error instanceof StagebenchError && error.code === 'ENGINE_REQUEST') return undefined;
    throw error;
  }
}

/** The API takes whole seconds, and says 304 of a container that does not run. */
async function stop(container: Dockerode.Container, graceMs: number): Promise<boolean> {
  return request('stop the container', async () => {
    try {
      await container.stop({ t: Math.ceil(graceMs / 1000) });
      return true;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 304) return false;
      throw error;
    }
  });
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

/** What is read here of the engine's answer to `GET /containers/{id}/stats`; of a container that does not run it has none of it. */
export interface ContainerStats {
  readonly memory_stats?: { readonly stats?: Readonly<Record<string, number>> };
}

/**
 * The anonymous memory of a container's processes, bytes: heaps, stacks and private copies of file pages. The same on both
 * versions of cgroups: `anon` of v2, `total_rss` of v1 (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files,
 * https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#stat-file), passed on by the engine under these names
 * (https://github.com/moby/moby/blob/v28.5.2/daemon/stats_unix.go).
 *
 * Not what `docker stats` shows (all memory without inactive files): that holds the mapped pages of programs and libraries,
 * which belong to whichever container touched them first and stay with it
 * (https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#shared-page-accounting). The second start of an image would seem
 * smaller than its first, and an image smaller for every neighbour on the same base. Files in a tmpfs are left out too: v1
 * counts them among the files.
 *
 * Undefined if the engine does not say, or says 0: a process has a stack at least.
 */
export function anonymousMemory({ memory_stats: memory }: ContainerStats): number | undefined {
  const bytes = memory?.stats?.['anon'] ?? memory?.stats?.['total_rss'];
  return bytes === 0 ? undefined : bytes;
}
