import type { PathBytes } from '../../domain/image/inspection.ts';
import { printable } from '../layers/layer-entry.ts';
import { InodeSet } from './inode-set.ts';
import type { WalkedFile } from './merged-filesystem.ts';

export interface Sizes {
  /** Bytes of all regular files, each counted once however many names it has. */
  readonly rootfsBytes: number;
  /** Regular files, largest first. */
  readonly largestFiles: readonly PathBytes[];
  /** Folders with everything below them, largest first; the root is left out. */
  readonly largestFolders: readonly PathBytes[];
}

/** Adds up what a process sees. A file with several names counts at the first of them. `count`: how many paths to name. */
export function sizesOf(files: Iterable<WalkedFile>, count: number): Sizes {
  const sizing = new Sizing(count);
  for (const file of files) sizing.take(file);
  return sizing.sizes();
}

/** The same, file by file, as a walk meets them. */
export class Sizing {
  readonly #files: Largest;
  readonly #count: number;
  readonly #seen = new InodeSet();
  /** Parents before children. */
  readonly #folders: WalkedFile[] = [];
  /** By the number of the folder. */
  readonly #below = new Map<number, number>();
  #rootfsBytes = 0;

  /** `count`: how many paths to name. */
  constructor(count: number) {
    this.#count = count;
    this.#files = new Largest(count);
  }

  take(file: WalkedFile): void {
    const { entry, inode, folder } = file;
    if (entry.type === 'directory') this.#folders.push(file);
    if (entry.type !== 'file' || entry.size === 0 || !this.#seen.add(inode)) return;
    this.#rootfsBytes += entry.size;
    this.#files.offer(file, entry.size);
    this.#add(folder, entry.size);
  }

  sizes(): Sizes {
    for (const folder of this.#folders.toReversed()) this.#add(folder.folder, this.#bytesOf(folder));
    const folders = new Largest(this.#count);
    for (const folder of this.#folders) folders.offer(folder, this.#bytesOf(folder));
    return {
      rootfsBytes: this.#rootfsBytes,
      largestFiles: named(this.#files.all()),
      largestFolders: named(folders.all()),
    };
  }

  #bytesOf({ inode }: WalkedFile): number {
    return this.#below.get(inode) ?? 0;
  }

  #add(folder: WalkedFile | undefined, bytes: number): void {
    if (folder !== undefined && bytes > 0) this.#below.set(folder.inode, this.#bytesOf(folder) + bytes);
  }
}

/** The largest of many; equal ones by name, so that the order is always the same. */
class Largest {
  readonly #count: number;
  #kept: PathBytes[] = [];
  /** What is smaller has no chance any more. */
  #least = 1;
  /** What was passed over for its name: what is in it comes after it. */
  #passed: WalkedFile | undefined;

  constructor(count: number) {
    this.#count = count;
  }

  offer(file: WalkedFile, bytes: number): void {
    if (bytes < this.#least || this.#count === 0) return;
    if (bytes === this.#least && this.#passed !== undefined && file.folder === this.#passed) {
      this.#passed = file;
      return;
    }
    const { path } = file;
    const last = this.#kept.at(-1);
    if (this.#kept.length === this.#count && last !== undefined && inOrder(last, { path, bytes }) < 0) {
      this.#passed = file;
      return;
    }
    this.#kept.push({ path, bytes });
    this.#kept = this.#kept.toSorted(inOrder).slice(0, this.#count);
    if (this.#kept.length === this.#count) this.#least = this.#kept.at(-1)?.bytes ?? 1;
  }

  all(): readonly PathBytes[] {
    return this.#kept;
  }
}

const inOrder = (a: PathBytes, b: PathBytes): number =>
  b.bytes - a.bytes || (a.path < b.path ? -1 : Number(a.path > b.path));

const named = (paths: readonly PathBytes[]): PathBytes[] =>
  paths.map(({ path, bytes }) => ({ path: `/${printable(path)}`, bytes }));
