import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import { withLock } from '../../../lock/with-lock.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { cacheFolderProblem } from '../trust/cache-folder-problem.ts';
import { checkTrusted, makeTrustedFolder } from '../trust/trusted-folder.ts';
import { chooseMirror } from './apt-sources.ts';
import { privateApt, type ProvisionContext } from './apt.ts';
import { downloadPackages } from './download-packages.ts';
import type { HostFacts } from './host-facts.ts';
import { parseOsRelease } from './os-release.ts';
import { installedPackages, unpackPackages } from './package-root.ts';
import type { PackageFile } from './print-uris.ts';

/** Packages to be unpacked together. */
export interface PackageSet {
  /** For people: `the engine`. */
  readonly title: string;
  /** The link that will point to the unpacked packages. */
  readonly current: string;
  /** `name/suite`. */
  readonly wanted: readonly string[];
}

// Longer than any download: a second process waits for the first one's work instead of doing it again.
const waitForOtherMs = 30 * 60_000;

/** Whether exactly the wanted packages are there. */
export function isInstalled(set: PackageSet, installed: readonly PackageFile[] | undefined): boolean {
  const names = new Set(installed?.map((file) => file.name));
  return set.wanted.every((spec) => names.has(spec.split('/')[0] ?? ''));
}

/** Downloads, verifies and unpacks a set of packages, unless another process has done so meanwhile. */
export async function installPackages(
  set: PackageSet,
  paths: PrivatePaths,
  facts: HostFacts,
  context: ProvisionContext,
): Promise<readonly PackageFile[]> {
  makeTrustedFolder(paths.cacheRoot);
  for (const folder of [paths.aptDir, dirname(set.current)]) checkTrusted(folder);
  const say = context.onProgress ?? (() => undefined);
  const purpose = { what: `downloading ${set.title}` };
  const wait = {
    timeoutMs: waitForOtherMs,
    signal: context.signal,
    onWait: (holder?: { pid: number }) =>
      say(`Waiting for process ${holder?.pid ?? '(unknown)'}, which is ${purpose.what}`),
  };
  const work = () => installUnderLock(set, paths, facts, { ...context, onProgress: say });
  try {
    return await withLock(paths.provisionLock, purpose, wait, work);
  } catch (error) {
    throw cacheFolderProblem('PROVISION_FAILED', paths.cacheRoot, error);
  }
}

/** The work itself, while no other process does it. */
async function installUnderLock(
  set: PackageSet,
  paths: PrivatePaths,
  facts: HostFacts,
  context: ProvisionContext & { readonly onProgress: (text: string) => void },
): Promise<readonly PackageFile[]> {
  const before = await installedPackages(set.current);
  if (before !== undefined && isInstalled(set, before)) return before;
  const codename = parseOsRelease(facts.osRelease).codename;
  const suites = [...new Set([paths.release, codename])];
  const apt = await privateApt(paths.aptDir, chooseMirror(facts.aptSources, codename), suites, context);
  context.onProgress(`Fetching the package lists of Debian ${suites.join(' and ')}`);
  await apt.update();
  const files = await apt.resolve(set.wanted);
  if (files.length < set.wanted.length) {
    throw new StagebenchError(
      'DOWNLOAD_FAILED',
      `apt knows only ${files.length} of ${set.wanted.join(', ')}.`,
    );
  }
  const folder = join(dirname(set.current), 'debs');
  await downloadPackages(apt, files, set.wanted, folder, context.onProgress);
  await unpackPackages(set.current, folder, files, context);
  await rm(folder, { recursive: true });
  await rm(join(paths.aptDir, 'cache'), { recursive: true });
  return files;
}
