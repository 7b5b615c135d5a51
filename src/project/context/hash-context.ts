import { createHash } from 'node:crypto';
import { lstat, open, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../domain/definitions/project.ts';
import { sentFiles } from './sent-files.ts';

/** Of a file that is larger not all is read: gigabytes of data would be read for nothing. Bytes. */
const largestRead = 8 * 1024 * 1024;

/** So much of its beginning and of its end. Bytes. */
const endRead = 1024 * 1024;

/**
 * SHA-256 of what the builds of a project get, or of some of it: names, and bytes. A large file is known by its size and time, which any
 * change changes; with `anywhere` by its size and its ends, which are the same in every checkout of a commit.
 */
export async function hashOfContext(
  project: Pick<Project, 'context' | 'variants' | 'skipped'>,
  isMeant: (file: string) => boolean = () => true,
  anywhere = false,
): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, kind } of await sentFiles(project)) {
    if (!isMeant(name) || kind === 'folder' || kind === 'special') continue;
    const file = path.join(project.context, name);
    hash.update(`${name}\0`);
    if (kind === 'link') hash.update(await readlink(file));
    else {
      const { size, mtimeMs } = await lstat(file);
      if (size <= largestRead) hash.update(await readFile(file));
      else if (anywhere) hash.update(`${size} `).update(await endsOf(file, size));
      else hash.update(`${size} ${mtimeMs}`);
    }
    hash.update('\0');
  }
  return hash.digest('hex');
}

async function endsOf(file: string, size: number): Promise<Buffer> {
  await using handle = await open(file);
  const ends = Buffer.alloc(2 * endRead);
  await handle.read(ends, 0, endRead, 0);
  await handle.read(ends, endRead, endRead, size - endRead);
  return ends;
}
