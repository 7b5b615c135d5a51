import type { MergedFilesystem } from '../filesystem/merged-filesystem.ts';
import { printable, type LayerEntry } from '../layers/layer-entry.ts';

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

const isFile = ({ type }: LayerEntry): boolean => type === 'file';
const isExecutable = (entry: LayerEntry): boolean => isFile(entry) && (entry.mode & 0o111) !== 0;
const isWorldWritable = ({ type, mode }: LayerEntry): boolean =>
  (mode & 0o002) !== 0 && (type === 'file' || (type === 'directory' && (mode & 0o1000) === 0));

const counted: Readonly<Record<keyof Omit<FileCounts, 'executablePaths'>, (entry: LayerEntry) => boolean>> = {
  executables: isExecutable,
  elfFiles: (entry) => isFile(entry) && entry.magic === 'elf',
  setuidFiles: (entry) => isFile(entry) && (entry.mode & 0o4000) !== 0,
  setgidFiles: (entry) => isFile(entry) && (entry.mode & 0o2000) !== 0,
  capabilityFiles: (entry) => isFile(entry) && entry.capability === true,
  worldWritableFiles: isWorldWritable,
};

/** Counts the files of an image by what they allow. */
export function countFiles(filesystem: MergedFilesystem): FileCounts {
  const files = [...filesystem.files()];
  const distinct = [...new Map(files.map(({ inode, entry }) => [inode, entry])).values()];
  const count = (kind: keyof typeof counted): number => distinct.filter(counted[kind]).length;
  return {
    executables: count('executables'),
    elfFiles: count('elfFiles'),
    setuidFiles: count('setuidFiles'),
    setgidFiles: count('setgidFiles'),
    capabilityFiles: count('capabilityFiles'),
    worldWritableFiles: count('worldWritableFiles'),
    executablePaths: files
      .filter(({ entry }) => isExecutable(entry))
      .map(({ path }) => `/${printable(path)}`)
      .sort(),
  };
}
