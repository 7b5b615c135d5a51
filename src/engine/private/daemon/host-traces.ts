import { mkdir, readFile, readdir, rmdir, unlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listProcesses } from '../../list-processes.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { hostFolders } from './daemon-command.ts';

/** In folders outside the cache folder that are there only because of us. */
export const folderMarker = '.made-by-stagebench';

/** Makes the folders that the daemon mounts over in its namespace, with a marker in those that were not there. */
export async function makeHostFolders(folders: readonly string[] = hostFolders): Promise<void> {
  for (const folder of folders) {
    const made = await mkdir(folder, { recursive: true });
    if (made !== undefined) await writeFile(join(folder, folderMarker), '');
  }
}

/** Removes the folders we made, unless another private engine still has something mounted over them. */
export async function removeHostFolders(folders: readonly string[] = hostFolders): Promise<void> {
  for (const folder of folders) {
    if (await isMountedByADaemon(folder)) continue;
    const wasOurs = await unlink(join(folder, folderMarker)).then(
      () => true,
      () => false,
    );
    if (wasOurs) await removeIfEmpty(folder);
  }
}

/** Whether a dockerd has a mount on that folder. */
async function isMountedByADaemon(folder: string): Promise<boolean> {
  for (const { pid, args } of await listProcesses()) {
    if (basename(args[0] ?? '') !== 'dockerd') continue;
    const mounts = await readFile(`/proc/${pid}/mountinfo`, 'utf8').catch(() => '');
    if (mounts.split('\n').some((line) => line.split(' ')[4] === folder)) return true;
  }
  return false;
}

const pollMs = 25;
/** A group is busy for as long as the kernel takes to end what was killed in it. */
const busyTimeoutMs = 5000;

/** Removes the control groups of the engine that has stopped: in each hierarchy of version 1, or in the one of version 2. */
export async function removeControlGroups(
  paths: PrivatePaths,
  {
    cgroupRoot = '/sys/fs/cgroup',
    remove = rmdir,
  }: { cgroupRoot?: string; remove?: (folder: string) => Promise<void> } = {},
): Promise<void> {
  const deadline = performance.now() + busyTimeoutMs;
  const removeGroup = async (folder: string): Promise<void> => {
    for (;;) {
      const code = await remove(folder).then(
        () => undefined,
        (error: unknown) => (error as NodeJS.ErrnoException).code,
      );
      if (code !== 'EBUSY' || performance.now() > deadline) return;
      await delay(pollMs);
    }
  };
  const hierarchies = await readdir(cgroupRoot).catch(() => []);
  for (const hierarchy of ['.', ...hierarchies])
    await removeTree(join(cgroupRoot, hierarchy, paths.cgroupParent), removeGroup);
}

/** Removes a tree of folders that hold no real files (a control group's files go with it). */
async function removeTree(folder: string, remove: (folder: string) => Promise<void>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return;
  for (const entry of entries) if (entry.isDirectory()) await removeTree(join(folder, entry.name), remove);
  await remove(folder);
}

/** rmdir, which never removes anything that is in use. */
const removeIfEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);
