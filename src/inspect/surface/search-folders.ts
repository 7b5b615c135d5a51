import type { MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/** Where commands are looked for if nothing else is said, and where people put them even if it is. */
const usualFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The folders that an image's commands are in: the usual ones and those of PATH in its environment (`NAME=value`).
 * Each once and by its real path, so that `/bin`, a link to `usr/bin`, is no second one.
 */
export function searchFolders(filesystem: MergedFilesystem, env: readonly string[]): string[] {
  const named = env
    .filter((variable) => variable.startsWith('PATH='))
    .flatMap((variable) => variable.slice('PATH='.length).split(':'))
    // An empty or relative one means wherever a process happens to be.
    .filter((folder) => folder.startsWith('/'))
    // The image's config is UTF-8, paths are bytes.
    .map((folder) => Buffer.from(folder).toString('latin1'));
  const real = [...usualFolders, ...named].flatMap((folder) => {
    const found = filesystem.lookup(folder.replaceAll(/^\/+|\/+$/g, ''));
    return found?.entry.type === 'directory' ? [found.path] : [];
  });
  return [...new Set(real)];
}
