import { existsSync } from 'node:fs';
import { readFile, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import { formatBytes } from '../../../domain/units.ts';
import { withLock } from '../../../lock/with-lock.ts';
import { diskUsage } from '../../../node/disk-usage.ts';
import { cacheRootOf, privatePaths, type ImageStore, type PrivatePaths } from '../private-paths.ts';
import { cacheFolderProblem } from '../trust/cache-folder-problem.ts';
import { checkTrusted } from '../trust/trusted-folder.ts';
import { stopDaemon, type StopOptions } from './stop-daemon.ts';

export interface RemoveOptions extends StopOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * `clean --all`: stops every private engine of this cache folder, and removes the folder with all images and packages.
 * Rejects with ENGINE_BUSY if another process is just filling it, CACHE_IN_USE if somebody has mounted something there,
 * CACHE_NOT_REMOVED if something in it is somebody else's, CACHE_NOT_TRUSTED if others could have put it together.
 */
export async function removeEverything(options: RemoveOptions): Promise<void> {
  const cacheRoot = cacheRootOf(options.env);
  if (!existsSync(cacheRoot)) return;
  checkTrusted(cacheRoot);
  const { provisionLock } = privatePaths(options);
  await withLock(provisionLock, { what: `removing ${cacheRoot}` }, { timeoutMs: 0 }, async () => {
    for (const paths of await privateEngines(options.env)) await stopDaemon(paths, options);
    await refuseMounts(cacheRoot);
    const size = sizeText(await diskUsage(cacheRoot));
    options.onProgress?.(`Removing ${cacheRoot}${size}`);
    await rm(cacheRoot, { recursive: true, force: true }).catch((error: unknown) => {
      throw cacheFolderProblem('CACHE_NOT_REMOVED', cacheRoot, error);
    });
    options.onProgress?.(`Removed ${cacheRoot}${size}`);
  });
}

/** `, 12.3 GB`; nothing if it is not known. */
const sizeText = (bytes: number | undefined): string =>
  bytes === undefined ? '' : `, ${formatBytes(bytes)}`;

/** Every private engine that has ever been started from this cache folder. */
export async function privateEngines(env: RemoveOptions['env']): Promise<readonly PrivatePaths[]> {
  const engines: PrivatePaths[] = [];
  const releases = join(cacheRootOf(env), 'engine');
  for (const release of await readdir(releases).catch(() => [])) {
    for (const name of await readdir(join(releases, release)).catch(() => [])) {
      const [, instance, imageStore] = /^(.+)-(graphdriver|containerd)$/.exec(name) ?? [];
      if (instance === undefined) continue;
      engines.push(privatePaths({ env, release, instance, imageStore: imageStore as ImageStore }));
    }
  }
  return engines;
}

/** The engines mount nothing that others see, so whatever is mounted here is somebody's, and removing would reach through. */
async function refuseMounts(folder: string): Promise<void> {
  const mountInfo = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const mounts = mountsBelow(mountInfo, await realpath(folder));
  if (mounts.length === 0) return;
  throw new StagebenchError(
    'CACHE_IN_USE',
    `${folder} is not removed, because something is mounted in it: ${mounts.join(', ')}.`,
  );
}

/** The mount points below a folder. https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
export function mountsBelow(mountInfo: string, folder: string): string[] {
  const points = mountInfo.split('\n').map((line) => unescapeOctal(line.split(' ')[4] ?? ''));
  return points.filter((point) => point.startsWith(`${folder}/`));
}

/** Blanks and backslashes are written as `\\040`. */
const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
