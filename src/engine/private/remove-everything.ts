import { existsSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { withLock } from '../lock/with-lock.ts';
import { cacheRootOf, privatePaths, type ImageStore, type PrivatePaths } from './private-paths.ts';
import { stopDaemon, type StopOptions } from './stop-daemon.ts';

export interface RemoveOptions extends StopOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * `clean --all`: stops every private engine of this cache folder, and removes the folder with all images and packages.
 * Rejects with ENGINE_BUSY if another process is just filling it.
 */
export async function removeEverything(options: RemoveOptions): Promise<void> {
  const cacheRoot = cacheRootOf(options.env);
  if (!existsSync(cacheRoot)) return;
  const { provisionLock } = privatePaths(options);
  await withLock(provisionLock, { what: `removing ${cacheRoot}` }, { timeoutMs: 0 }, async () => {
    for (const paths of await privateEngines(options.env)) await stopDaemon(paths, options);
    options.onProgress?.(`Removing ${cacheRoot}`);
    await unmountBelow(cacheRoot);
    await rm(cacheRoot, { recursive: true, force: true });
  });
}

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

/** Unmounts what someone has mounted there by hand, innermost first, so that removing cannot reach through it. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const points = mounts.split('\n').map((line) => line.split(' ')[4] ?? '');
  const below = points.filter((point) => point.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length);
  for (const point of below) await execa('umount', [point]);
}
