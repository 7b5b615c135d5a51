import { basename } from 'node:path';
import type Dockerode from 'dockerode';
import { findHierarchy, groupOf, type ControlGroup, type Hierarchy } from '../../node/cpu/control-groups.ts';
import { systemFiles } from '../../node/cpu/system-files.ts';
import { listProcesses, type ProcessEntry } from '../list-processes.ts';
import { request } from './connect/api-error.ts';
import { unixSocketOf, type DockerEndpoint } from './connect/endpoint.ts';

const usualSockets = ['/var/run/docker.sock', '/run/docker.sock'];

/** A container of Docker's has an id of 64 digits; what BuildKit runs a step in has a shorter one. */
const isContainer = (name: string): boolean => /^(docker-)?[0-9a-f]{64}(\.scope)?$/.test(name);

/** The groups of an engine of ours, if its daemon could enter its own; of the user's, if it is on this machine. */
export async function findControlGroups(
  docker: Dockerode,
  endpoint: DockerEndpoint,
): Promise<readonly ControlGroup[] | undefined> {
  const hierarchy = findHierarchy(systemFiles);
  const socket = unixSocketOf(endpoint);
  if (hierarchy === undefined || socket === undefined) return undefined;
  const { controlGroup: path } = endpoint;
  const processes = await listProcesses();
  if (path !== undefined) {
    const isInside = ({ args, controlGroups }: ProcessEntry): boolean =>
      isDaemonAt({ args }, socket) && isBelow(groupOf(controlGroups, hierarchy) ?? '', path);
    return processes.some(isInside) ? [{ path }] : undefined;
  }
  const { CgroupDriver: driver } = (await request('describe itself', () => docker.info())) as {
    CgroupDriver?: string;
  };
  return dockerGroups(processes, socket, driver, hierarchy);
}

/**
 * The control groups of an engine of the user's on this machine: of its daemon, of the containerd that it uses, and of the
 * builds. Containers of the user's belong to others. Undefined if no dockerd of this machine, or more than one, can be the
 * one behind the socket, or if it shares its group with others. `driver`: the CgroupDriver of `docker info`.
 */
export function dockerGroups(
  processes: readonly ProcessEntry[],
  socket: string,
  driver: string | undefined,
  hierarchy: Hierarchy,
): readonly ControlGroup[] | undefined {
  const daemons = processes.filter((entry) => isDaemonAt(entry, socket));
  const [daemon] = daemons;
  if (daemon === undefined || daemons.length > 1) return undefined;
  const groupsOf = (entries: readonly ProcessEntry[]) =>
    entries.flatMap(({ controlGroups }) => groupOf(controlGroups, hierarchy) ?? []);
  const own = processes.filter(
    ({ args, parent }) => basename(args[0] ?? '') === 'containerd' && parent === daemon.pid,
  );
  const shared = processes.filter(
    ({ args }) => basename(args[0] ?? '') === 'containerd' && !args.includes('--config'),
  );
  const services = [...new Set(groupsOf([daemon, ...(own.length > 0 ? own : shared)]))];
  const builds = buildsBelow(optionOf(daemon, '--cgroup-parent'), driver, services);
  const isShared = processes.some(
    ({ args, controlGroups }) =>
      services.includes(groupOf(controlGroups, hierarchy) ?? '') && !isOfEngine(basename(args[0] ?? '')),
  );
  if (builds === undefined || services.length === 0 || isShared) return undefined;
  return [...services.filter((path) => !isBelow(path, builds.path)).map((path) => ({ path })), builds];
}

/**
 * Where BuildKit in dockerd makes the groups of steps: `PARENT/buildkit/ID`, by systemd `SLICE/docker-ID.scope` beside whatever
 * else lies in that slice.
 * https://github.com/moby/buildkit/blob/v0.12.5/executor/oci/spec.go, https://github.com/moby/moby/blob/v26.1.5/cmd/dockerd/daemon.go
 */
function buildsBelow(
  parent: string | undefined,
  driver: string | undefined,
  services: readonly string[],
): ControlGroup | undefined {
  if (driver === 'cgroupfs') return { path: `${parent ?? '/docker'}/buildkit`.replace(/^\/*/, '/') };
  if (driver !== 'systemd') return undefined;
  const slice = parent ?? 'system.slice';
  // A slice within another one has a path of several names.
  if (!/^[a-z0-9_]+\.slice$/.test(slice)) return undefined;
  const path = `/${slice}`;
  const ours = new Set(services.filter((service) => isBelow(service, path)));
  const isOurs = (name: string): boolean =>
    ours.has(`${path}/${name}`) || (/^docker-[a-z0-9]+\.scope$/.test(name) && !isContainer(name));
  return { path, without: (name) => !isOurs(name) };
}

/** What runs in the service of a dockerd or a containerd. A daemon that was started by hand has its group in common with a shell. */
const isOfEngine = (program: string): boolean =>
  /^(dockerd|containerd|containerd-shim[\w-]*|runc|docker-(proxy|init))$/.test(program);

const isBelow = (path: string, parent: string): boolean => path.startsWith(`${parent}/`);

/** It names the socket, or none: then it has the usual one, or gets it from systemd. */
function isDaemonAt({ args }: Pick<ProcessEntry, 'args'>, socket: string): boolean {
  if (basename(args[0] ?? '') !== 'dockerd') return false;
  const named = args.flatMap((arg) => /^(?:--host=|-H=?)?unix:\/\/(.*)$/.exec(arg)?.[1] ?? []);
  return named.length === 0 ? usualSockets.includes(socket) : named.includes(socket);
}

function optionOf({ args }: ProcessEntry, name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  return joined ?? (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
}
