import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const prefix = 'stagebench-scan-';

/** No scan takes as long; ms. */
const longestMs = 24 * 60 * 60_000;

/** A new folder in `parent`, which is made if need be. Those that killed processes have left in there are removed. */
export async function makeScanFolder(parent: string, now: Date): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    if (name.startsWith(prefix) && (await isLeft(folder, now)))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
  return mkdtemp(path.join(parent, prefix));
}

/** False also for a folder that has just gone: another scan has ended. */
async function isLeft(folder: string, now: Date): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && now.getTime() - found.mtimeMs > longestMs;
}
