import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from '../../../lock/lock.ts';
import { withLock } from '../../../lock/with-lock.ts';

/** A folder for one registry. It is locked as long as this process lives and has not removed it. */
export interface RegistryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

const waitMs = 10_000;

/**
 * Makes a folder for a registry's storage in `parent`. Those whose process was killed hold as much as an image and
 * are of no use to anybody: they are removed first.
 */
export async function makeRegistryFolder(parent: string, signal?: AbortSignal): Promise<RegistryFolder> {
  const purpose = { what: 'making the folder of a registry' };
  return await withLock(
    join(parent, 'stagebench-registries.lock'),
    purpose,
    { timeoutMs: waitMs, signal },
    async () => {
      await removeLeftOver(parent);
      const path = await mkdtemp(join(parent, prefix));
      const lock = await acquireLock(lockIn(path), { what: 'storing images of a registry' });
      return {
        path,
        remove: async () => {
          await rm(path, { recursive: true, force: true });
          await lock.release();
        },
      };
    },
  );
}

const prefix = 'stagebench-registry-';
const lockIn = (folder: string): string => join(folder, 'used.lock');

/** Removes the folders that nobody holds; what has no such lock was not made here. */
async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    if (!name.startsWith(prefix) || !existsSync(lockIn(folder))) continue;
    const lock = await acquireLock(lockIn(folder), { what: 'removing what a registry has left' }).catch(
      () => undefined,
    );
    if (lock === undefined) continue;
    await rm(folder, { recursive: true, force: true });
    await lock.release();
  }
}
