import { posix } from 'node:path';
import type { MergedFile, MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/**
 * Which of the names of one row of the table are commands in these folders, sorted. A name stands for the last of the
 * row in its chain of links: where sh is a link to dash, there is one shell, dash. A link that dangles is no command. A
 * file that has several names of the row (hard links) is told by one: busybox, or the first of the row.
 */
export function findTools(
  filesystem: MergedFilesystem,
  folders: readonly string[],
  names: readonly string[],
): string[] {
  const ranks = new Map(names.map((name, rank) => [name, name === 'busybox' ? -1 : rank]));
  const rankOf = (file: MergedFile): number => ranks.get(posix.basename(file.path)) ?? names.length;
  const programs = new Map<number, MergedFile>();
  for (const path of folders.flatMap((folder) => names.map((name) => posix.join(folder, name)))) {
    const found = lastOfRow(filesystem, path, ranks);
    if (found === undefined) continue;
    const known = programs.get(found.inode);
    if (known === undefined || rankOf(found) < rankOf(known)) programs.set(found.inode, found);
  }
  return [...new Set([...programs.values()].map(({ path }) => posix.basename(path)))].sort();
}

function lastOfRow(
  filesystem: MergedFilesystem,
  path: string,
  row: ReadonlyMap<string, unknown>,
): MergedFile | undefined {
  const program = filesystem.lookup(path);
  if (program?.entry.type !== 'file' || (program.entry.mode & 0o111) === 0) return undefined;
  let last: MergedFile | undefined;
  for (const file of chainOfLinks(filesystem, path)) if (row.has(posix.basename(file.path))) last = file;
  return last;
}

/** What stands under a path, then what it links to, and so on to the end. Only for chains that have one. */
function* chainOfLinks(filesystem: MergedFilesystem, path: string): Generator<MergedFile> {
  for (let file = filesystem.lookup(path, false); file !== undefined;) {
    yield file;
    const { target = '' } = file.entry;
    if (file.entry.type !== 'symlink') return;
    file = filesystem.lookup(fromRoot(posix.dirname(file.path), target), false);
  }
}

/** A link's text as a path from the root. `..` stays in it: where that leads depends on links on the way. */
function fromRoot(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : `${folder}/${target}`;
}

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
