import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PrivatePaths } from './private-paths.ts';

/** A process as /proc shows it: proc(5). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Empty for kernel threads and for processes that have ended but are not reaped. */
  readonly args: readonly string[];
  /** The control groups it is in, as /proc/PID/cgroup lists them. */
  readonly controlGroups?: string;
}

/** All processes that have not ended. */
export async function listProcesses(procDir = '/proc'): Promise<readonly ProcessEntry[]> {
  const pids = (await readdir(procDir)).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(pids.map((pid) => readProcess(procDir, Number(pid))));
  return entries.filter((entry) => entry !== undefined && entry.args.length > 0) as ProcessEntry[];
}

/** One process; undefined if it has gone meanwhile. */
async function readProcess(procDir: string, pid: number): Promise<ProcessEntry | undefined> {
  try {
    const [stat, cmdline, controlGroups] = await Promise.all(
      ['stat', 'cmdline', 'cgroup'].map((file) => readFile(join(procDir, String(pid), file), 'utf8')),
    );
    // The name in parentheses may hold anything, spaces and parentheses included.
    const [, parent] = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      parent: Number(parent),
      args: (cmdline ?? '').split('\0').slice(0, -1),
      controlGroups: controlGroups ?? '',
    };
  } catch {
    return undefined;
  }
}

/** The dockerd that works on our data root, also while the commands that will turn into it still set the scene. */
export function findDaemon(
  processes: readonly ProcessEntry[],
  paths: PrivatePaths,
): ProcessEntry | undefined {
  return processes.find(({ args }) => isDaemon(args, paths));
}

const isDaemon = (args: readonly string[], paths: PrivatePaths): boolean =>
  args[args.indexOf('--data-root') + 1] === paths.dataRoot && args.some((arg) => basename(arg) === 'dockerd');

const helpers = ['containerd', 'containerd-shim-runc-v2', 'runc'];

/**
 * Our dockerd, its containerd, the shims, and everything that runs below them: containers, build steps. A step whose
 * parent was killed belongs to init by now, but is still in our control group.
 */
export function engineProcesses(
  processes: readonly ProcessEntry[],
  paths: PrivatePaths,
): readonly ProcessEntry[] {
  const isOurs = ({ args, controlGroups = '' }: ProcessEntry): boolean =>
    isDaemon(args, paths) ||
    controlGroups.includes(`:${paths.cgroupParent}/`) ||
    (helpers.includes(basename(args[0] ?? '')) && args.some((arg) => belongsTo(paths, arg)));
  const ours = new Map(processes.filter(isOurs).map((entry) => [entry.pid, entry]));
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const entry of processes) if (ours.has(entry.parent)) ours.set(entry.pid, entry);
  }
  return [...ours.values()];
}

const belongsTo = (paths: PrivatePaths, arg: string): boolean =>
  [paths.dataRoot, paths.execRoot].some((folder) => arg === folder || arg.startsWith(`${folder}/`));
