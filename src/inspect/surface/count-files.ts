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

/** Counts the files of an image by what they allow, in one pass: a list of them all would take much memory. */
export function countFiles(filesystem: MergedFilesystem): FileCounts {
  const counts = {
    executables: 0,
    elfFiles: 0,
    setuidFiles: 0,
    setgidFiles: 0,
    capabilityFiles: 0,
    worldWritableFiles: 0,
  };
  const executablePaths: string[] = [];
  const seen = new Set<number>();
  for (const { path, entry, inode } of filesystem.files()) {
    if (isExecutable(entry)) executablePaths.push(`/${printable(path)}`);
    if (seen.has(inode)) continue;
    seen.add(inode);
    counts.executables += Number(isExecutable(entry));
    counts.elfFiles += Number(isFile(entry) && entry.magic === 'elf');
    counts.setuidFiles += Number(isFile(entry) && (entry.mode & 0o4000) !== 0);
    counts.setgidFiles += Number(isFile(entry) && (entry.mode & 0o2000) !== 0);
    counts.capabilityFiles += Number(isFile(entry) && entry.capability === true);
    counts.worldWritableFiles += Number(isWorldWritable(entry));
  }
  return { ...counts, executablePaths: executablePaths.sort() };
}
