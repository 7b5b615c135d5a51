import { accessSync, constants, lstatSync, readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { cannotRead, isUnreadable } from './cannot-read.ts';
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
export function listContext(
  context: string,
  rules: readonly IgnoreRules[],
  skipped: readonly string[] = [],
): ContextEntry[] {
  const found: ContextEntry[] = [];
  const isSkipped = new Set(skipped.map((folder) => path.relative(context, folder)));
  const walk = (below: string): void => {
    const inner: string[] = [];
    const ignoresHere = rules.map((one) => one.ignoresIn(below));
    for (const entry of entriesOf(context, below)) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (isSkipped.has(name)) continue;
      const isSent = !ignoresHere.every((ignores) => ignores(entry.name));
      if (entry.isDirectory()) {
        if (!isSent && rules.every((one) => one.leavesOutAllBelow(name))) continue;
        if (isSent) found.push({ name, kind: 'folder' });
        inner.push(name);
      } else if (isSent) {
        found.push({ name, kind: entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : 'special' });
      }
    }
    for (const name of inner) walk(name);
  };
  walk('');
  return found;
}

function entriesOf(context: string, below: string): Dirent[] {
  try {
    const entries = readdirSync(path.join(context, below), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw isUnreadable(error) ? cannotRead(context, [below]) : error;
  }
}

/** Whoever may enter its folder may read it. */
const readableByAll = 0o444;

/**
 * By name, the bytes of the files that are sent. They are asked for at once: fifty thousand promises would take ten times as long. Throws
 * CONTEXT_UNREADABLE, naming the files that may not be read, before anything is made of the others.
 */
export function fileSizes(context: string, entries: readonly ContextEntry[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const unreadable: string[] = [];
  for (const { name, kind } of entries) {
    if (kind !== 'file') continue;
    const file = `${context}${path.sep}${name}`;
    try {
      const { size, mode } = lstatSync(file);
      if ((mode & readableByAll) !== readableByAll) accessSync(file, constants.R_OK);
      sizes.set(name, size);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unreadable.push(name);
    }
  }
  if (unreadable.length > 0) throw cannotRead(context, unreadable);
  return sizes;
}
