import type { SystemFiles } from './system-files.ts';

/** Files as they were read on a machine, which a test may change; folders are those that the paths have. */
export function recordedFiles(files: Map<string, string>): SystemFiles {
  return {
    read: (path) => files.get(path),
    folders: (path) => [
      ...new Set(
        [...files.keys()].flatMap((file) => {
          const [name, below] = file.startsWith(`${path}/`) ? file.slice(path.length + 1).split('/') : [];
          return name === undefined || below === undefined ? [] : [name];
        }),
      ),
    ],
  };
}

/** Debian 11 with version 1, as systemd mounts it. */
export const firstMounts = [
  '25 30 0:22 / /proc rw,nosuid shared:14 - proc proc rw',
  '33 24 0:28 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw,nsdelegate',
  '34 24 0:29 / /sys/fs/cgroup/systemd rw,nosuid shared:11 - cgroup cgroup rw,xattr,name=systemd',
  '38 24 0:33 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:15 - cgroup cgroup rw,cpu,cpuacct',
  '',
].join('\n');

/** Debian 12 and Ubuntu 24.04 with version 2. */
export const secondMounts = [
  '24 31 0:22 / /proc rw,nosuid shared:14 - proc proc rw',
  '30 23 0:27 / /sys/fs/cgroup rw,nosuid,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot',
  '',
].join('\n');

/** A line `cpu` of /proc/stat with so much busy and stolen time; ms. */
export const stat = (busyMs: number, stealMs = 0): string =>
  `cpu  ${busyMs / 10} 0 0 5000 60 0 0 ${stealMs / 10} 0 0\n`;

/** /proc/self/stat with so much time of children that have ended; ms. */
export const self = (childrenMs: number): string =>
  `77 (node) S 1 5 5 0 -1 4194304 900 800 0 0 250 40 ${childrenMs / 10} 0 20 0 11 0\n`;

/** cpuacct.usage and cpu.stat. */
export const usage = (ms: number): string => `${ms * 1e6}\n`;
export const groupStat = (ms: number): string => `usage_usec ${ms * 1000}\nuser_usec 0\nsystem_usec 0\n`;
