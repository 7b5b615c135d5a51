import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listProcesses } from '../../list-processes.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { engineProcesses } from './engine-processes.ts';
import { folderMarker } from './host-traces.ts';

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none');

/**
 * What of the system a container engine likes to change: forwarding, links, packet filters, folders. Folders that
 * another private engine, which runs beside the test, still needs do not count: its end removes them.
 */
export async function systemState(paths: PrivatePaths) {
  const othersRun = await otherEnginesRun(paths);
  const isThere = (folder: string): boolean =>
    existsSync(folder) && !(othersRun && existsSync(join(folder, folderMarker)));
  const forwarding = ['ipv4/ip_forward', 'ipv4/conf/all/forwarding', 'ipv6/conf/all/forwarding'];
  const run = ['containerd', 'docker', 'mount', 'runc'];
  const folders = ['/etc/docker', '/opt/containerd', '/var/lib/docker', ...run.map((name) => `/run/${name}`)];
  const links = read('/proc/net/dev')
    .split('\n')
    .map((line) => line.split(':')[0]?.trim() ?? '');
  return {
    forwarding: forwarding.map((name) => read(join('/proc/sys/net', name))),
    // Other engines may be at work beside the test, and give their containers links.
    links: links.filter((link) => !link.startsWith('veth')),
    filters: ['/proc/net/ip_tables_names', '/proc/net/ip6_tables_names'].map(read),
    folders: folders.map((folder) => `${folder} ${isThere(folder)}`),
  };
}

/** Whether a private engine of another cache folder runs. */
async function otherEnginesRun(paths: PrivatePaths): Promise<boolean> {
  const programs = (await listProcesses()).map(({ args }) => args[0] ?? '');
  return programs.some(
    (path) => path.endsWith('/dockerd') && path.includes('/stagebench/') && !path.startsWith(paths.cacheRoot),
  );
}

/** What a private engine that has stopped must not leave. */
export async function whatIsLeft(paths: PrivatePaths) {
  const groups = [
    '/sys/fs/cgroup',
    ...readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name)),
  ];
  return {
    processes: engineProcesses(await listProcesses(), paths),
    mounts: mountsOf(paths),
    controlGroups: groups.filter((group) => existsSync(join(group, paths.cgroupParent))),
    runtimeDir: existsSync(paths.runtimeDir),
  };
}

export const nothing = { processes: [], mounts: [], controlGroups: [], runtimeDir: false };

/** The mounts, as everybody sees them, that have to do with the engine. */
export function mountsOf(paths: PrivatePaths): readonly string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.filter((line) => line.includes(paths.cacheRoot) || line.includes(paths.runtimeDir));
}
