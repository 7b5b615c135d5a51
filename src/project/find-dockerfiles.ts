import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isForbidden } from './context/cannot-read.ts';

/** Nobody keeps a Dockerfile of his own in these, and they may hold a hundred thousand files. */
const neverLookedInto: ReadonlySet<string> = new Set([
  ...['node_modules', 'vendor', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__', 'target', 'dist'],
  ...['stagebench-results', 'testdata', '.terraform', '.next', '.cache', '.gradle', '.tox'],
]);

const isDockerfile = (name: string): boolean =>
  /^(docker|container)file$/i.test(name) ||
  /^(docker|container)file[._-].+$/i.test(name) ||
  /^.+\.(docker|container)file$/i.test(name);

/** The ignore file of a Dockerfile, an editor's backup, or a template is none itself. */
const isNone = (name: string): boolean =>
  /(\.dockerignore|~|\.bak|\.orig|\.swp|\.j2|\.tmpl|\.erb)$/i.test(name);

/** The Dockerfiles of a project, relative to its folder, those nearest to the top first. Links to folders are not followed. */
export async function findDockerfiles(root: string, skipped: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch((error: unknown) => {
      // If builds get such a folder, the reading of the context says so.
      if (below !== '' && isForbidden(error)) return [];
      throw error;
    });
    const inner: string[] = [];
    for (const entry of entries) {
      const name = path.posix.join(below, entry.name);
      if (skipped.includes(path.join(root, name))) continue;
      if (entry.isDirectory()) {
        if (!neverLookedInto.has(entry.name)) inner.push(name);
      } else if (isDockerfile(entry.name) && !isNone(entry.name) && isFile(path.join(root, name)))
        found.push(name);
    }
    await Promise.all(inner.map(walk));
  };
  await walk('');
  return found.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** A link that leads nowhere, or round in a circle, is none. */
const isFile = (file: string): boolean => {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

const depth = (name: string): number => name.split('/').length;
