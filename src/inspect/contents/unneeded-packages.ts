import type { MergedFile, MergedFilesystem } from '../filesystem/merged-filesystem.ts';
import type { PackageList } from '../layers/layer-entry.ts';

/** What a project says of itself, and in which folder. */
export type ProjectManifest = readonly [folder: string, says: PackageList];

/**
 * The folders (inodes) of packages that projects need for development, and that nothing else of them leads to. Yarn leaves no list of
 * these, so that manifests are asked, as Node looks for packages: https://nodejs.org/api/modules.html#loading-from-node_modules-folders
 */
export function developmentByManifests(
  filesystem: MergedFilesystem,
  projects: readonly ProjectManifest[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const reach = (kind: 'needs' | 'develops'): Set<number> => {
    const open = projects.map(([folder, says]) => [folder, says[kind]] as const);
    // It grows while it is walked through.
    for (const [folder, names = []] of open)
      for (const name of names) {
        const at = lookedUp(filesystem, folder, name);
        if (at === undefined || found.has(at.inode)) continue;
        found.add(at.inode);
        open.push([at.path, filesystem.lookup(`${at.path}/package.json`)?.entry.declares?.needs]);
      }
    return new Set(found);
  };
  const needed = reach('needs');
  return reach('develops').difference(needed);
}

/** From a folder upwards. */
function lookedUp(filesystem: MergedFilesystem, folder: string, name: string): MergedFile | undefined {
  const found = filesystem.lookup(`${folder}/node_modules/${name}`);
  if (found !== undefined || folder === '') return found;
  return lookedUp(filesystem, folder.replace(/\/?[^/]*$/, ''), name);
}
