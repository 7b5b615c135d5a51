import { InodeSet } from '../filesystem/inode-set.ts';
import type { FileFacts, MergedFile } from '../filesystem/merged-filesystem.ts';
import { printable } from '../layers/layer-entry.ts';

/** Numbers of distinct files: one with several names counts once. */
export interface FileCounts {
  /** Regular files that somebody may execute, scripts included. */
  readonly executables: number;
  readonly elfFiles: number;
  /** Regular files; on a folder the bits mean something else. */
  readonly setuidFiles: number;
  readonly setgidFiles: number;
  readonly capabilityFiles: number;
  /** Files that everybody may write, and folders in which everybody may replace what others put there (no sticky bit). */
  readonly worldWritableFiles: number;
  /** Every name of every executable, from `/` on and printable, sorted. */
  readonly executablePaths: readonly string[];
}

const isFile = ({ type }: FileFacts): boolean => type === 'file';
const isExecutable = (entry: FileFacts): boolean => isFile(entry) && (entry.mode & 0o111) !== 0;
const isWorldWritable = ({ type, mode }: FileFacts): boolean =>
  (mode & 0o002) !== 0 && (type === 'file' || (type === 'directory' && (mode & 0o1000) === 0));

/** Counts the files of an image by what they allow, as a walk meets them: a list of them all would take much memory. */
export class FileCounting {
  readonly #counts = {
    executables: 0,
    elfFiles: 0,
    setuidFiles: 0,
    setgidFiles: 0,
    capabilityFiles: 0,
    worldWritableFiles: 0,
  };
  readonly #executablePaths: string[] = [];
  readonly #seen = new InodeSet();

  take(file: MergedFile): void {
    const { entry, inode } = file;
    if (isExecutable(entry)) this.#executablePaths.push(`/${printable(file.path)}`);
    if (!this.#seen.add(inode)) return;
    const counts = this.#counts;
    counts.executables += Number(isExecutable(entry));
    counts.elfFiles += Number(isFile(entry) && entry.magic === 'elf');
    counts.setuidFiles += Number(isFile(entry) && (entry.mode & 0o4000) !== 0);
    counts.setgidFiles += Number(isFile(entry) && (entry.mode & 0o2000) !== 0);
    counts.capabilityFiles += Number(isFile(entry) && entry.capability === true);
    counts.worldWritableFiles += Number(isWorldWritable(entry));
  }

  counts(): FileCounts {
    return { ...this.#counts, executablePaths: this.#executablePaths.sort() };
  }
}
