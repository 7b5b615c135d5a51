import type { PrivatePaths } from '../private-paths.ts';
import type { ProvisionContext } from './apt.ts';
import { readHostFacts, type HostFacts } from './host-facts.ts';
import { hostProblem } from './host-problem.ts';
import { installPackages, isInstalled, type PackageSet } from './install-packages.ts';
import { parseOsRelease } from './os-release.ts';
import { installedPackages } from './package-root.ts';
import type { PackageFile } from './print-uris.ts';

export interface ProvisionOptions extends ProvisionContext {
  readonly paths: PrivatePaths;
  /** What is known about the machine; read from it if left out. */
  readonly facts?: HostFacts;
}

export interface Provisioned {
  /** True if everything was there already. */
  readonly reused: boolean;
  readonly packages: readonly PackageFile[];
}

/**
 * Makes sure that the private engine's packages are unpacked in the cache folder. Rejects with PROVISION_NEEDS_DEBIAN,
 * PROVISION_NEEDS_ROOT, DOWNLOAD_FAILED, HASH_MISMATCH, PROVISION_FAILED or INTERRUPTED; a later call goes on from there.
 */
export async function provision({ paths, facts, ...context }: ProvisionOptions): Promise<Provisioned> {
  const installed = await installedPackages(paths.engineRoot);
  if (installed !== undefined && isInstalled(enginePackages(paths, ''), installed)) {
    return { reused: true, packages: installed };
  }
  const known = facts ?? (await readHostFacts(context.env));
  const problem = hostProblem(known);
  if (problem !== undefined) throw problem;
  const set = enginePackages(paths, parseOsRelease(known.osRelease).codename);
  return { reused: false, packages: await installPackages(set, paths, known, context) };
}

/** Whether the engine's packages are there; one small file is read. */
export async function isProvisioned(paths: PrivatePaths): Promise<boolean> {
  return isInstalled(enginePackages(paths, ''), await installedPackages(paths.engineRoot));
}

/**
 * The engine and its companions. What links with C libraries that the host may have in an older version comes from
 * the host's own release: runc, and tini, which docker-init links to.
 */
function enginePackages(paths: PrivatePaths, hostCodename: string): PackageSet {
  const fromRelease = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd'];
  const fromHost = ['runc', 'tini'];
  return {
    title: 'the private engine',
    current: paths.engineRoot,
    wanted: [
      ...fromRelease.map((name) => `${name}/${paths.release}`),
      ...fromHost.map((name) => `${name}/${hostCodename}`),
    ],
  };
}
