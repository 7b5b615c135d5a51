import { posix } from 'node:path';
import type { MergedFile, MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/**
 * Which of the names of one row of the table are commands in these folders, sorted. A name stands for the last of the
 * row in its chain of links: where sh is a link to dash, there is one shell, dash. A link that dangles is no command.
 */
export function findTools(
  filesystem: MergedFilesystem,
  folders: readonly string[],
  names: readonly string[],
): string[] {
  const row = new Set(names);
  const found = folders.flatMap((folder) =>
    names.map((name) => lastNameOfRow(filesystem, posix.join(folder, name), row)),
  );
  return [...new Set(found.filter((name) => name !== undefined))].sort();
}

function lastNameOfRow(
  filesystem: MergedFilesystem,
  path: string,
  row: ReadonlySet<string>,
): string | undefined {
  const program = filesystem.lookup(path);
  if (program?.entry.type !== 'file' || (program.entry.mode & 0o111) === 0) return undefined;
  let last: string | undefined;
  for (const file of chainOfLinks(filesystem, path)) {
    const name = posix.basename(file.path);
    if (row.has(name)) last = name;
  }
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
