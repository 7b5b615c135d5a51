import { accessSync, constants, lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cannotRead, isForbidden } from './cannot-read.ts';
import type { IgnoreRules } from './ignore-rules.ts';

export interface ContextEntry {
  /** Relative to the context, with slashes. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
}

/**
 * What is sent of a context: all that at least one of the Dockerfiles gets, folders before what lies in them. Links are not
 * followed, so that a loop of them is no loop here. `skipped`: absolute paths that are no part of it, such as results. Throws
 * CONTEXT_UNREADABLE for a folder that may not be read.
 */
export async function listContext(
  context: string,
  rules: readonly IgnoreRules[],
  skipped: readonly string[] = [],
): Promise<ContextEntry[]> {
  const found: ContextEntry[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(context, below), { withFileTypes: true }).catch(
      (error: unknown) => {
        throw isForbidden(error) ? cannotRead(context, [below]) : error;
      },
    );
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

/**
 * By name, the bytes of the files that are sent. They are asked for at once: fifty thousand promises would take ten times as long. Throws
 * CONTEXT_UNREADABLE, naming the files that may not be read, before anything is made of the others.
 */
export function fileSizes(context: string, entries: readonly ContextEntry[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const unreadable: string[] = [];
  for (const { name, kind } of entries) {
    if (kind !== 'file') continue;
    const file = path.join(context, name);
    try {
      accessSync(file, constants.R_OK);
      sizes.set(name, lstatSync(file).size);
    } catch (error) {
      if (!isForbidden(error)) throw error;
      unreadable.push(name);
    }
  }
  if (unreadable.length > 0) throw cannotRead(context, unreadable);
  return sizes;
}
