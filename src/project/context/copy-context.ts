import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readlink, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../domain/definitions/project.ts';
import { cannotRead, isUnreadable } from './cannot-read.ts';
import { sentFiles } from './sent-files.ts';
import type { ContextEntry } from './list-context.ts';

/** A private copy of what the builds of a project get; see `copyContext`. */
export const copyProject = async (project: Project, target: string): Promise<void> =>
  copyContext(project.context, await sentFiles(project), target);

/**
 * Copies what is sent of a context, with times and permissions. A link is copied as it is: it leads where it did. Sockets and
 * the like cannot be sent to a builder either, and are left out. Throws CONTEXT_UNREADABLE, naming the files.
 */
async function copyContext(context: string, entries: readonly ContextEntry[], target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const unreadable: string[] = [];
  const folders: ContextEntry[] = [];
  for (const entry of entries) {
    const from = path.join(context, entry.name);
    const to = path.join(target, entry.name);
    try {
      if (entry.kind === 'folder') folders.push(entry);
      await mkdir(entry.kind === 'folder' ? to : path.dirname(to), { recursive: true });
      if (entry.kind === 'link') await symlink(await readlink(from), to);
      if (entry.kind === 'file') await copyOne(from, to);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unreadable.push(entry.name);
    }
  }
  if (unreadable.length > 0) throw cannotRead(context, unreadable);
  // Last: what is written into a folder changes its time.
  for (const { name } of folders.toReversed())
    await keepTimes(path.join(context, name), path.join(target, name));
}

async function copyOne(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await keepTimes(from, to);
}

async function keepTimes(from: string, to: string): Promise<void> {
  const { atime, mtime, mode } = await lstat(from);
  await chmod(to, mode & 0o7777);
  await utimes(to, atime, mtime);
}
