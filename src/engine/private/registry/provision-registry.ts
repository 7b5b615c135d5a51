import { join } from 'node:path';
import { readHostFacts } from '../apt/host-facts.ts';
import { hostProblem } from '../apt/host-problem.ts';
import { installPackages, isInstalled, type PackageSet } from '../apt/install-packages.ts';
import { parseOsRelease } from '../apt/os-release.ts';
import { installedPackages } from '../apt/package-root.ts';
import type { ProvisionOptions } from '../apt/provision.ts';
import { checkFiles } from '../apt/unpacked-files.ts';
import type { PrivatePaths } from '../private-paths.ts';

/** Makes sure that the registry is unpacked in the cache folder, and gives its program. Rejects as `provision` does. */
export async function provisionRegistry({ paths, facts, ...context }: ProvisionOptions): Promise<string> {
  const known = facts ?? (await readHostFacts(context.env));
  const set = registryPackages(paths, parseOsRelease(known.osRelease).codename);
  if (!isInstalled(set, await installedPackages(set.current))) {
    const problem = hostProblem(known);
    if (problem !== undefined) throw problem;
    await installPackages(set, paths, known, context);
  }
  await checkFiles(set.current);
  return join(set.current, 'usr/bin/docker-registry');
}

/** From the host's own release: the program links with C libraries that the host may have in an older version. */
const registryPackages = (paths: PrivatePaths, codename: string): PackageSet => ({
  title: 'the registry',
  current: join(paths.toolsDir, `${codename}-registry`, 'current'),
  wanted: [`docker-registry/${codename}`],
});
