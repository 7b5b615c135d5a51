import type { PathBytes } from '../../domain/inspection.ts';
import { printable } from '../layers/layer-entry.ts';
import type { MergedFile } from './merged-filesystem.ts';

export interface Sizes {
  /** Bytes of all regular files, each counted once however many names it has. */
  readonly rootfsBytes: number;
  /** Regular files, largest first. */
  readonly largestFiles: readonly PathBytes[];
  /** Folders with everything below them, largest first; the root is left out. */
  readonly largestFolders: readonly PathBytes[];
}

/** Adds up what a process sees. A file with several names counts at the first of them. `count`: how many paths to name. */
export function sizesOf(files: Iterable<MergedFile>, count: number): Sizes {
  const seen = new Set<number>();
  const folders = new Map<string, number>();
  let rootfsBytes = 0;
  let largest: PathBytes[] = [];
  for (const { path, entry, inode } of files) {
    if (entry.type === 'directory' && !folders.has(path)) folders.set(path, 0);
    if (entry.type !== 'file' || entry.size === 0 || seen.has(inode)) continue;
    seen.add(inode);
    rootfsBytes += entry.size;
    largest.push({ path, bytes: entry.size });
    if (largest.length > 50 * count) largest = top(largest, count);
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      folders.set(folder, (folders.get(folder) ?? 0) + entry.size);
    }
  }
  const byFolder = Array.from(folders, ([path, bytes]) => ({ path, bytes })).filter(({ bytes }) => bytes > 0);
  return {
    rootfsBytes,
    largestFiles: named(top(largest, count)),
    largestFolders: named(top(byFolder, count)),
  };
}

/** Largest first; equal ones by name, so that the order is always the same. */
function top<T extends PathBytes>(paths: readonly T[], count: number): T[] {
  return [...paths]
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : Number(a.path > b.path)))
    .slice(0, count);
}

const named = (paths: readonly PathBytes[]): PathBytes[] =>
  paths.map(({ path, bytes }) => ({ path: `/${printable(path)}`, bytes }));
