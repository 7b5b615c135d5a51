import { basename } from 'node:path';
import type { ProcessEntry } from '../../list-processes.ts';
import type { PrivatePaths } from '../private-paths.ts';

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
