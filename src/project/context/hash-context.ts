import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../domain/definitions/project.ts';
import { sentFiles } from './sent-files.ts';

/** A file that is larger is known by its size and time: gigabytes of data would be read for nothing. Bytes. */
const largestRead = 8 * 1024 * 1024;

/** SHA-256 of what the builds of a project get, or of some of it: names, and bytes. */
export async function hashOfContext(
  project: Pick<Project, 'context' | 'variants' | 'skipped'>,
  isMeant: (file: string) => boolean = () => true,
): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, kind } of await sentFiles(project)) {
    if (!isMeant(name) || kind === 'folder' || kind === 'special') continue;
    const file = path.join(project.context, name);
    hash.update(`${name}\0`);
    if (kind === 'link') hash.update(await readlink(file));
    else {
      const { size, mtimeMs } = await lstat(file);
      hash.update(size > largestRead ? `${size} ${mtimeMs}` : await readFile(file));
    }
    hash.update('\0');
  }
  return hash.digest('hex');
}
