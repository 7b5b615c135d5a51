import { parseGroupStat, parseUsage } from './parse-cpu.ts';
import type { SystemFiles } from './system-files.ts';

/** The tree of control groups in which the kernel counts processor time. */
export interface Hierarchy {
  readonly version: 1 | 2;
  readonly mount: string;
}

/** A group with all that lies below it, but for some of the groups right below it. */
export interface ControlGroup {
  /** From the root of the hierarchy: `/stagebench-0123abcd`. */
  readonly path: string;
  /** Which of the groups right below it belong to somebody else; none if absent. */
  readonly without?: (child: string) => boolean;
}

/** cpuacct of version 1 counts where it is mounted, also on systems that have both versions; undefined elsewhere than on Linux. */
export function findHierarchy({ read }: SystemFiles): Hierarchy | undefined {
  const mounts = (read('/proc/self/mountinfo') ?? '').split('\n').map((line) => {
    // https://docs.kernel.org/filesystems/proc.html#proc-pid-mountinfo-information-about-mounts
    const [place = '', source = ''] = line.split(' - ');
    const [kind = '', , options = ''] = source.split(' ');
    return { kind, options: options.split(','), mount: unescaped(place.split(' ')[4] ?? '') };
  });
  const first = mounts.find(({ kind, options }) => kind === 'cgroup' && options.includes('cpuacct'));
  if (first !== undefined) return { version: 1, mount: first.mount };
  const second = mounts.find(({ kind }) => kind === 'cgroup2');
  return second && { version: 2, mount: second.mount };
}

/** Spaces and the like stand there as octal numbers. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The group of a process, from the text of its /proc/PID/cgroup: cgroups(7). */
export function groupOf(text: string | undefined, { version }: Hierarchy): string | undefined {
  for (const line of (text ?? '').split('\n')) {
    const [, number = '', controllers = '', path] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    const counts = version === 1 ? controllers.split(',').includes('cpuacct') : number === '0';
    if (counts) return path;
  }
  return undefined;
}

/** Processor time of a group since it was made, with that of groups below it that are gone; ms, exact. Undefined if there is none. */
export function usageMs(
  { read }: SystemFiles,
  { version, mount }: Hierarchy,
  path: string,
): number | undefined {
  const folder = path === '/' ? mount : `${mount}${path}`;
  return version === 1
    ? parseUsage(read(`${folder}/cpuacct.usage`))
    : parseGroupStat(read(`${folder}/cpu.stat`));
}

/**
 * The groups whose times together are those of all programs of the machine, exact to less than a tick of each processor;
 * undefined if no groups are, and /proc/stat has to do. They are all groups right below the root, without the threads of the
 * kernel, provided that no program runs outside of them. If one does, it is the root of version 1, with these threads
 * (`KernelThreads` tells what they used); that of version 2 knows ticks only. In a container, what looks like the root is none: `release_agent` (version 1) and the
 * absence of `cgroup.events` (version 2) tell.
 */
export function wholeMachine(
  files: SystemFiles,
  { version, mount }: Hierarchy,
): (() => string[]) | undefined {
  const { read, folders } = files;
  const processes = read(`${mount}/cgroup.procs`)?.split('\n');
  const isRoot =
    version === 1
      ? read(`${mount}/release_agent`) !== undefined
      : read(`${mount}/cgroup.events`) === undefined;
  if (processes === undefined || !isRoot) return undefined;
  // Threads of the kernel have no command line.
  const isProgram = (pid: string): boolean => pid !== '' && (read(`/proc/${pid}/cmdline`) ?? '') !== '';
  if (!processes.some(isProgram)) return () => folders(mount).map((name) => `/${name}`);
  return version === 1 ? () => ['/'] : undefined;
}
