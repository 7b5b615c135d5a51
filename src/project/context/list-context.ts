import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { IgnoreRules } from './ignore-rules.ts';

export interface ContextEntry {
  /** Relative to the context, with slashes. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
}

/**
 * What is sent of a context: all that at least one of the Dockerfiles gets, folders before what lies in them. Links are not
 * followed, so that a loop of them is no loop here. `skipped`: absolute paths that are no part of it, such as results.
 */
export async function listContext(
  context: string,
  rules: readonly IgnoreRules[],
  skipped: readonly string[] = [],
): Promise<ContextEntry[]> {
  const found: ContextEntry[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(context, below), { withFileTypes: true });
    const inner: string[] = [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (skipped.includes(path.join(context, name))) continue;
      const isSent = !rules.every((one) => one.ignores(name));
      if (entry.isDirectory()) {
        if (!isSent && rules.every((one) => one.leavesOutAllBelow(name))) continue;
        if (isSent) found.push({ name, kind: 'folder' });
        inner.push(name);
      } else if (isSent) {
        found.push({ name, kind: entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : 'special' });
      }
    }
    for (const name of inner) await walk(name);
  };
  await walk('');
  return found;
}

/** Bytes of the files that are sent. */
export async function contextBytes(context: string, entries: readonly ContextEntry[]): Promise<number> {
  let bytes = 0;
  for (const { name, kind } of entries)
    if (kind === 'file') bytes += (await lstat(path.join(context, name))).size;
  return bytes;
}
